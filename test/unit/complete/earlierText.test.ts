import { describe, expect, it } from "vitest";
import { earlierText } from "../../../src/core/complete/earlierText";

/** What stood from the cursor on, for a text now with `|` at the cursor. */
function earlierAt(earlier: string, now: string): string | undefined {
  const cursor = now.indexOf("|");
  return earlierText(earlier, now.slice(0, cursor), now.slice(cursor + 1));
}

const sums = [
  "export function sum(items) {",
  "  let count = 0;",
  "  for (const item of items) count += item;",
  "  log(count);",
  "  return count;",
  "}",
  "",
].join("\n");

describe("earlierText", () => {
  it.each([
    ["nothing was changed", "a = 1;\n", "a =| 1;\n", undefined],
    ["there was nothing", "", "let x|", undefined],
    ["only the cursor's line grew", "a\n\nz\n", "a\nfo|\nz\n", undefined],
    ["the end of the line was taken away", "a = foo(1);\nz\n", "a = |\nz\n", "foo(1);\nz\n"],
    ["and half of it typed again", "a = foo(1);\nz\n", "a = fo|\nz\n", "o(1);\nz\n"],
    ["a name was replaced", "return count + 1;\n}\n", "return total|\n}\n", " + 1;\n}\n"],
    ["a name is being replaced", "return count + 1;\n}\n", "return to|\n}\n", " + 1;\n}\n"],
    ["a line was inserted", "a();\nc();\n", "a();\nb|\nc();\n", "c();\n"],
    ["a line was taken away", "a();\nb();\nc();\n", "a();\n|c();\n", "b();\nc();\n"],
    ["lines below were taken away", "a();\nb();\nc();\n", "a();\n|", "b();\nc();\n"],
    ["a whole text was taken away", "one\ntwo\n", "|", "one\ntwo\n"],
    [
      "a line above was inserted",
      "first();\nsecond(count);\nthird();\n",
      "first();\nadded();\nsecond(|\nthird();\n",
      "count);\nthird();\n",
    ],
    [
      "the same name was replaced before in the line",
      "let count = start(count) + count;\n",
      "let total = start(total) + |\n",
      "count;\n",
    ],
    [
      "an argument was added before",
      "call(a, b);\nother();\n",
      "call(a, x, |\nother();\n",
      "b);\nother();\n",
    ],
  ])("where %s", (_, earlier, now, expected) => {
    expect(earlierAt(earlier, now)).toBe(expected);
  });

  it("goes on in the third place of a rename, whatever became of the lines above", () => {
    const now = [
      "export function sum(items) {",
      "  let total = 0;",
      "  for (const item of items) total += item;",
      "  log(total);",
      "  return to|",
      "}",
      "",
    ].join("\n");
    expect(earlierAt(sums, now)).toBe(";\n}\n");
    const inTheSecond = now.replace(/total \+= item;[^]*/, "to|\n}\n");
    expect(earlierAt(sums, inTheSecond)).toBe(" += item;\n  log(count);\n  return count;\n}\n");
  });

  it("finds the row of a table of cases that is written anew", () => {
    const rows = ["a", "b", "c", "d"].map((name) => `  ["${name}", 1, true],\n`).join("");
    const now = '  ["a", 1, 10, true],\n  ["b", 1, 20, true],\n  ["c", 1, |\n  ["d", 1, true],\n';
    expect(earlierAt(rows, now)).toBe('true],\n  ["d", 1, true],\n');
  });

  it("begins behind a line that was not changed, however much was before it", () => {
    const lines = Array.from({ length: 600 }, (_, index) => `call${String(index)}(count);\n`);
    const changed = lines.map((line) => line.replace("count", "total"));
    const kept = "a line that stands once\n";
    const earlier = [...lines, kept, "return count;\n"].join("");
    expect(earlierText(earlier, [...changed, kept, "return "].join(""), "\n")).toBe("count;\n");
    expect(earlierText(earlier, [...changed, "return "].join(""), "\n")).toBeUndefined();
  });

  it("takes no line for kept that stands there twice", () => {
    const earlier = "begin();\nfirst(count);\nbegin();\nsecond(count);\n";
    const now = "begin();\nfirst(total);\nbegin();\nsecond(|\n";
    expect(earlierAt(earlier, now)).toBe("count);\n");
  });

  it("is no longer than a request should be, and cuts no character in two", () => {
    const earlier = `ab${"😀".repeat(3_000)}`;
    const rest = earlierText(earlier, "a", "") ?? "";
    expect(rest.length).toBe(3_999);
    expect(rest.endsWith("😀")).toBe(true);
  });
});
