import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SyntaxParser } from "../../src/core/constrain/syntaxPort";
import { statementCut } from "../../src/core/shape/statementCut";
import { TreeSitterSource } from "../../src/runtime/syntax/treeSitterSource";
import { fixedRuns } from "../support/arbitraries";
import { locateGrammar } from "../support/locateGrammar";
import { RecordingLogger } from "../support/recordingLogger";

const fragment = fc.constantFrom(
  ...["\n", "\n", "\n  ", "\n    ", "\n\t", " ", "{", "}", "(", ")", "[", "]", ";", ",", ":", "'"],
  ...['"', "`", "${", "//", "/*", "*/", "#", "a", "if (a) {", "if a:", "def f():", "return a;"],
  ...["a = b;", "f(a)", "=>", "fn a() ", "é", "😀", "\ud800", "<p>", "</p>", "\r"],
);
const text = fc.array(fragment, { maxLength: 24 }).map((all) => all.join(""));
const place = fc.record({ prefix: text, suffix: text });

/** The cut text is a beginning, both parts are the whole, and what is kept for later is of some use. */
function expectCut(
  written: string,
  where: { prefix: string; suffix: string; path: string },
  parser: SyntaxParser,
): number {
  const cut = statementCut(where, parser)(written);
  expect(cut.text + cut.tail).toBe(written);
  if (cut.tail === "") return 0;
  expect(cut.tail).toMatch(/^\n[^]*\S/);
  expect(cut.text.trim()).not.toBe("");
  return 1;
}

describe("a text cut at the end of its statement", () => {
  it.each(["a.ts", "a.py", "a.go", "a.rs", "A.java", "a.cpp", "a.json"])(
    "is a beginning of it, with the rest for later, whatever %s holds",
    async (path) => {
      const logger = new RecordingLogger();
      const parser = await new TreeSitterSource({ locate: locateGrammar, logger }).parserFor(path);
      if (parser === undefined) throw new Error(`${path} has no grammar`);
      let numCut = 0;
      fc.assert(
        fc.property(place, text, (where, written) => {
          numCut += expectCut(written, { ...where, path }, parser);
        }),
        fixedRuns(150),
      );
      expect(numCut).toBeGreaterThan(0);
      expect(logger.lines).toEqual([]);
    },
  );

  it("is a beginning of it, with the rest for later, whatever a parser says", () => {
    const stretch = fc.record({ start: fc.nat(60), end: fc.nat(60) });
    const blocks = fc.array(
      fc.record({
        start: fc.nat(60),
        end: fc.nat(60),
        statements: fc.array(stretch, { maxLength: 4 }),
        hasOthers: fc.boolean(),
      }),
      { maxLength: 4 },
    );
    let numCut = 0;
    fc.assert(
      fc.property(place, text, blocks, (where, written, found) => {
        const parser = { faults: () => [], remember: () => undefined, blocks: () => found };
        numCut += expectCut(written, { ...where, path: "a.ts" }, parser);
      }),
      fixedRuns(500),
    );
    expect(numCut).toBeGreaterThan(0);
  });
});
