import { describe, expect, it } from "vitest";
import { byteWords } from "../../../src/core/decode/stopRules/byteWords";
import { repetition } from "../../../src/core/decode/stopRules/repetition";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";
import { cutBy } from "../../support/cutBy";

describe("a text that repeats itself", () => {
  it.each([
    ["the third equal line", "a();\na();\na();\n", "a();"],
    ["what was good before it", "a();\nb(1);\nb(1);\nb(1);\n", "a();\nb(1);"],
    ["a unit of two lines", "\n  a;\n  b;\n  a;\n  b;\n  a;\n  b;\n ", "\n  a;\n  b;"],
    [
      "a unit within a line, up to its first end",
      "x = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ",
      "x = [0,",
    ],
    ["a run of one sign without end", "=".repeat(170), "=".repeat(16)],
    ["line ends without end", "a" + "\n".repeat(12), "a"],
    ["characters of several bytes", "näh\nnäh\nnäh\n", "näh"],
    ["lines that go further in", nested(9), "<ul>"],
  ])("ends with %s", (_, text, expected) => {
    expect(cutBy(repetition(), text)).toBe(expected);
  });

  it.each([
    ["two equal lines", "a();\na();\n"],
    ["the third before it is whole", "a();\na();\na();"],
    ["a ruler", `// ${"-".repeat(100)}\n`],
    ["equal lines in different blocks", "a();\n  a();\n    a();\n"],
    ["a few nested elements", nested(4)],
    [
      "closing tags",
      `${nested(9).trimEnd().split("\n").reverse().join("\n").replaceAll("<", "</")}\n`,
    ],
    ["lines that differ by a digit", "a(1);\na(2);\na(3);\na(4);\na(5);\n"],
    [
      "closers that come out step by step",
      Array.from({ length: 20 }, (_, i) => `${" ".repeat(20 - i)}}\n`).join(""),
    ],
    ["closers", "}\n  }\n}\n)\n)\n)\n"],
  ])("goes on with %s", (_, text) => {
    expect(cutBy(repetition(), text)).toBeUndefined();
  });
});

it("cuts a text into words that are the text", () => {
  const text = "a1 === é_2\t \n\n--x" + "y".repeat(20);
  const bytes = encodeUtf8(text);
  const words = byteWords(bytes).map(({ start, end }) =>
    new TextDecoder().decode(bytes.subarray(start, end)),
  );
  expect(words).toEqual([
    ...["a1", " ", "===", " ", "é_2", "\t ", "\n", "\n", "--"],
    ...["x" + "y".repeat(15), "y".repeat(5)],
  ]);
});

function nested(depth: number): string {
  return Array.from({ length: depth }, (_, i) => `${"  ".repeat(i)}<ul>\n`).join("");
}
