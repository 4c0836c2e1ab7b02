import { expect, it } from "vitest";
import { trimCompletion } from "../../../src/core/complete/trimCompletion";

const unconstrained = { lastCleanLength: (text: string) => text.length };

it.each([
  ["blanks at the end of a line", "foo(); \n ", "endToken", "line", "\nx", "foo();"],
  ["blanks at the document's end", "foo();  ", "lineEnd", "line", "", "foo();"],
  ["no blanks before text", " b + ", "endToken", "line", "c", " b + "],
  ["no leading blanks", "\n  foo();", "endToken", "line", "\n", "\n  foo();"],
  ["a block's unfinished line", "foo();\n  ba", "maxTokens", "block", "\n", "foo();"],
  ["and line breaks before it", "foo();\n\n  ba", "timeBudget", "block", "\n", "foo();"],
  ["a line in which a block became unsure", "foo();\n  ba", "uncertainty", "block", "\n", "foo();"],
  ["not a block's only line", "\n  foo", "maxTokens", "block", "\n", "\n  foo"],
  ["no line of a block that ended by itself", "foo();\n}", "endToken", "block", "\n", "foo();\n}"],
  ["what the suffix begins with", "a, b);", "lineEnd", "line", ");\n", "a, b"],
  ["not a closer of its own", "f()", "lineEnd", "line", ")\n", "f()"],
  ["no unfinished line alone", "\n foo", "maxTokens", "line", "\n", "\n foo"],
] as const)("takes away %s", (_, text, stoppedBy, shape, suffix, expected) => {
  const { text: kept, trims } = trimCompletion(
    { text, stoppedBy },
    { shape, suffix },
    unconstrained,
  );
  expect(kept).toBe(expected);
  expect(
    kept +
      trims
        .map((trim) => trim.text)
        .reverse()
        .join(""),
  ).toBe(text);
});

it("names what it takes, in order", () => {
  const { text, trims } = trimCompletion(
    { text: "foo(a);\n}\n  ba", stoppedBy: "timeBudget" },
    { shape: "block", suffix: "\n}\n" },
    unconstrained,
  );
  expect(text).toBe("foo(a);");
  expect(trims).toEqual([
    { reason: "unfinishedLine", text: "\n  ba" },
    { reason: "suffixOverlap", text: "\n}" },
  ]);
});

it.each([
  ["maxTokens", "f(a)", [{ reason: "constraint", text: "." }]],
  ["lineEnd", "f(a).", []],
] as const)(
  "lets constraints shorten what %s ended, if it was cut short",
  (stoppedBy, kept, trims) => {
    const constraints = { lastCleanLength: (text: string) => text.lastIndexOf(".") };
    const request = { shape: "line", suffix: "\n" } as const;
    expect(trimCompletion({ text: "f(a).", stoppedBy }, request, constraints)).toEqual({
      text: kept,
      trims,
    });
  },
);
