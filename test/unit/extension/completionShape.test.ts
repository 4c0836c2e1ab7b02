import { describe, expect, it } from "vitest";
import { chooseShape, type ShapeRequest } from "../../../src/extension/completionShape";
import { cursorIn } from "../../support/cursorIn";

/** The text on both sides of "|". */
function at(marked: string, path = "a.ts"): ShapeRequest {
  return { ...cursorIn(marked, path), languageId: "plaintext" };
}

describe("chooseShape", () => {
  it.each([
    ["in the middle of a statement", "const a = |\n", "line"],
    ["in an empty block", "function f() {\n  |\n}\n", "block"],
    ["right behind the opener", "function f() {|\n}\n", "block"],
    ["behind an arrow", "const f = () =>|\n", "block"],
    ["at the end of the document", "if (a) {\n  |", "block"],
    ["in a block that has a body", "function f() {\n  |\n  return 1;\n}\n", "line"],
    ["before text of an outer level", "function f() {\n  |\n\nconst b = 1;\n", "block"],
    ["a blank line below the opener's body", "function f() {\n\n  |\n}\n", "line"],
    ["before a closer on the same line", "call(|)\n", "line"],
  ])("left to the place, %s: %j is a %s", (_name, marked, shape) => {
    expect(chooseShape("auto", at(marked), false)).toBe(shape);
  });

  it.each([
    ["a.py", "def f():\n    |", "block"],
    ["a.py", "if a:|", "block"],
    ["a.yaml", "a:\n  |", "block"],
    ["a.ts", "let a:|\n", "line"],
    ["a.ts", "  case 1:\n    |", "block"],
    ["a.json", '{\n  "a": |\n}', "line"],
    ["a.cpp", "class A {\npublic:\n  |", "block"],
    ["a.go", "func f() {\n\t|\n}", "block"],
    ["a.go", "\tswitch a {\n\tcase 1:\n\t\t|\n\t}", "block"],
    ["a.go", "func f() {\n\tg()\n\t|\n}", "line"],
    ["a.rs", "    match a {\n        |\n    }", "block"],
    ["a.rs", "    let a: |\n", "line"],
    ["A.java", "  void f() {\n    |\n  }", "block"],
    ["a.py", "    return a\n    |\n", "line"],
    ["a.rb", "a.each do\n  |\nend", "block"],
    ["a.lua", "if a then\n  |\nend", "block"],
  ])("left to the place, in %s %j is a %s", (path, marked, shape) => {
    expect(chooseShape("auto", at(marked, path), false)).toBe(shape);
  });

  it.each([
    ["a comment", "// For each (|\n", "line", "block"],
    ["a string", "const a = `(|\n`", "line", "line"],
    ["an opener in a string", "f('if (a) {|\n", "line", "line"],
  ])(
    "left to the place, in %s: %j is a %s, or a %s where more is wanted",
    (_name, marked, shape, more) => {
      expect(chooseShape("auto", at(marked), false)).toBe(shape);
      expect(chooseShape("auto", at(marked), true)).toBe(more);
    },
  );

  it("is a line in prose, or a block where more is wanted", () => {
    expect(chooseShape("auto", at("As follows:\n\n|", "a.md"), false)).toBe("line");
    expect(chooseShape("auto", at("As follows:\n\n|", "a.md"), true)).toBe("block");
  });

  it("is a block when asked by hand, at the end of a line", () => {
    expect(chooseShape("auto", at("const a = |\n"), true)).toBe("block");
    expect(chooseShape("auto", at("call(|)\n"), true)).toBe("line");
  });

  it("does as it is told where that can be shown", () => {
    expect(chooseShape("line", at("function f() {\n  |\n}"), true)).toBe("line");
    expect(chooseShape("block", at("const a = |\n"), false)).toBe("block");
    expect(chooseShape("block", at("call(|)\n"), false)).toBe("line");
  });
});
