import { describe, expect, it } from "vitest";
import { findHole } from "../../../src/core/complete/findHole";

/** Where the hole starts: at the first `^`, with the cursor at the end. */
function expectHole(start: "line" | "block" | "window", marked: string): void {
  const hole = marked.indexOf("^");
  expect(findHole(marked.replace("^", ""), start)).toBe(hole);
}

describe("findHole", () => {
  it.each(["^let a;\n  retu", "^", "^\n", "^\n\n  a"])("is at the window's start in %j", (text) => {
    expectHole("window", text);
  });

  it.each(["let a;\n^  retu", "^retu", "^", "\n^", "let a;\n\n^"])(
    "is at the line's start in %j",
    (text) => {
      expectHole("line", text);
    },
  );

  it.each([
    ["below the line that is indented less", "f {\n^  let a;\n\n  let b;\n  retu"],
    ["around a block that has ended", "f {\n^  if (a) {\n    b;\n  }\n  retu"],
    ["in the block of the line above, whatever the cursor's is", "f {\n^  let a;\n}"],
    ["at the cursor's line where the line above opens", "f {\n  if (a) {\n^    retu"],
    ["at the cursor's line where a blank line follows what opens", "def f():\n\n^    retu"],
    ["at the cursor's line at the top level", "f {\n  a;\n}\n\n^retu"],
    ["at the start of a text that is inside of the block", "^  let a;\n  let b;\n  re"],
    ["at the start of a text that has but one line", "^retu"],
    ["at the cursor's line below nothing but blank lines", "\n  \n^retu"],
    ["below a line of one tab where two are there", "f\n\tg\n^\t\ta\n\t\tb"],
  ])("is %s", (_, text) => {
    expectHole("block", text);
  });

  it.each(["line", "block"] as const)("does not move while a line is typed (%s)", (start) => {
    const above = "class A {\n  f() {\n    let a;\n\n    if (a) {\n      b();\n    }\n";
    const hole = findHole(above, start);
    for (const typed of ["  ", "    ", "    retu", "}", "    f(a, {", "\t"]) {
      expect(findHole(above + typed, start)).toBe(hole);
    }
  });
});
