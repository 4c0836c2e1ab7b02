import { describe, expect, it } from "vitest";
import type { SyntaxParser } from "../../../src/core/constrain/syntaxPort";
import { firstOf } from "../../../src/core/decode/stopRules/firstOf";
import { PlaceReader } from "../../../src/core/shape/placeReader";
import { shapeRulesFor, type ShapeRules } from "../../../src/core/shape/shapeRules";
import { cursorIn } from "../../support/cursorIn";
import { cutBy } from "../../support/cutBy";

/** A parser of a language in which each line is a statement. */
const lines: SyntaxParser = {
  faults: () => [],
  remember: () => undefined,
  blocks: (text, start, end) => {
    const statements = [...text.matchAll(/.+/g)].map(({ 0: line, index }) => ({
      start: index,
      end: index + line.length,
    }));
    const touching = statements.filter((each) => each.start <= end && each.end >= start);
    return [{ start: 0, end: text.length, statements: touching, hasOthers: true }];
  },
};

const asked: string[] = [];
const syntax = {
  parserFor: (path: string): Promise<SyntaxParser | undefined> => {
    asked.push(path);
    return Promise.resolve(path.endsWith(".ts") ? lines : undefined);
  },
};

function rulesAt(marked: string, path: string, shape: "line" | "block"): Promise<ShapeRules> {
  return shapeRulesFor({ ...cursorIn(marked, path), shape }, { places: new PlaceReader(), syntax });
}

describe("where the text of a request ends", () => {
  it.each([
    [
      "in code, a whole line behind the statement",
      "a = |\n",
      "a.ts",
      "block",
      "b;\nc;\nd;\n",
      "b;\nc;",
    ],
    [
      "in code that is one line, where lines end",
      "a = |\n",
      "a.ts",
      "line",
      "b;\nc;\nd;\n",
      undefined,
    ],
    [
      "in code without a grammar, where blocks end",
      "a = |\n",
      "a.rb",
      "block",
      "b\nc\nd\n",
      undefined,
    ],
    ["in a comment, with it", "// a|\n", "a.ts", "block", " b\n// c\nd\n", " b\n// c"],
    ["in a string that is closed, with it", 'f("a|");\n', "a.ts", "line", ' b");\n', " b"],
    ["in a string that is open, where lines end", 'f("a|\n', "a.ts", "line", ' b");\n', undefined],
    ["in prose, with the sentence", "This|\n", "a.md", "line", " is one. Or two.", " is one."],
    [
      "in a block of prose, where blocks end",
      "This|\n",
      "a.md",
      "block",
      " is one. Or two.",
      undefined,
    ],
  ] as const)("%s", async (_name, marked, path, shape, text, expected) => {
    const { stopRules } = await rulesAt(marked, path, shape);
    expect(cutBy(firstOf(stopRules), text)).toBe(expected);
  });
});

describe("what is shown of a text", () => {
  it("is its statement, where there is a grammar", async () => {
    const rules = await rulesAt("a = |\n", "a.ts", "block");
    expect(rules.cut("b;\nc;")).toEqual({ text: "b;", tail: "\nc;" });
  });

  it.each([
    ["a = |\n", "a.rb", "block"],
    ["a = |\n", "a.ts", "line"],
    ["// a|\n", "a.ts", "block"],
  ] as const)("is all of it at %j in %s as a %s", async (marked, path, shape) => {
    const rules = await rulesAt(marked, path, shape);
    expect(rules.cut("b;\nc;")).toEqual({ text: "b;\nc;", tail: "" });
  });

  it("asks for a grammar only where it is of use", async () => {
    asked.length = 0;
    await rulesAt("a = |\n", "a.ts", "line");
    await rulesAt("// a|\n", "a.ts", "block");
    expect(asked).toEqual([]);
  });
});
