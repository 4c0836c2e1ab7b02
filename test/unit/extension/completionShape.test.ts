import { describe, expect, it } from "vitest";
import { chooseShape } from "../../../src/extension/completionShape";

/** The text on both sides of "|". */
function at(marked: string): { prefix: string; suffix: string } {
  const cursor = marked.indexOf("|");
  return { prefix: marked.slice(0, cursor), suffix: marked.slice(cursor + 1) };
}

describe("chooseShape", () => {
  it.each([
    ["in the middle of a statement", "const a = |\n", "line"],
    ["in an empty block", "function f() {\n  |\n}\n", "block"],
    ["right behind the opener", "function f() {|\n}\n", "block"],
    ["behind an arrow", "const f = () =>|\n", "block"],
    ["behind a colon", "def f():\n    |", "block"],
    ["at the end of the document", "if (a) {\n  |", "block"],
    ["in a block that has a body", "function f() {\n  |\n  return 1;\n}\n", "line"],
    ["before text of an outer level", "function f() {\n  |\n\nconst b = 1;\n", "block"],
    ["a blank line below the opener's body", "function f() {\n\n  |\n}\n", "line"],
    ["before a closer on the same line", "call(|)\n", "line"],
  ])("left to the place, %s: %j is a %s", (_name, marked, shape) => {
    expect(chooseShape("auto", at(marked), false)).toBe(shape);
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
