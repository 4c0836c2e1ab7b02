import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findHole } from "../../src/core/complete/findHole";
import { findMarks } from "../../src/core/complete/fimMarks";
import { PromptMaker, type PreparedPrompt } from "../../src/core/complete/promptMaker";
import { defaultOptions, type CompletionRequest } from "../../src/core/complete/request";
import { ExactHealing } from "../../src/core/heal/exactHealing";
import { Healers } from "../../src/core/heal/healers";
import { stableBoundary } from "../../src/core/heal/stableBoundary";
import { findFimFormat } from "../../src/core/model/findFimFormat";
import {
  fimLayouts,
  holeStarts,
  type FimFormat,
  type HoleStart,
} from "../../src/core/model/fimFormat";
import { CachedEncoder } from "../../src/core/tokens/cachedEncoder";
import { concatBytes } from "../../src/core/tokens/concatBytes";
import { decodeUtf8 } from "../../src/core/tokens/utf8";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { fixedRuns } from "../support/arbitraries";
import { FakeClock } from "../support/fakeClock";
import { modelsFolder } from "../support/modelsFolder";
import { seedVocabulary } from "../support/seedVocabulary";
import { toyFormat } from "../support/toyFormat";
import { ToyVocabulary } from "../support/toyVocabulary";

const toy = new ToyVocabulary();
const seed = seedVocabulary();
const vocabularies: readonly (readonly [string, Vocabulary, FimFormat])[] = [
  ["the toy vocabulary", toy, toyFormat],
  ["the embedded model's vocabulary", seed, findFimFormat(seed, { end: [], fim: {} })],
];

const source = readFileSync(path.join(modelsFolder, "..", "src/core/tree/treeBuilder.ts"), "utf8");
const lines = [
  ...source.slice(0, 3000).split("\n"),
  "",
  "",
  "}",
  "\tfoo(  12, 'é日'",
  "\t\t",
  "  ",
];
/** Documents of code, prose and blank lines, cut anywhere. */
const prefixes = fc
  .array(fc.constantFrom(...lines), { minLength: 1, maxLength: 12 })
  .chain((all) => {
    const text = all.join("\n");
    return fc.integer({ min: 0, max: text.length }).map((cursor) => text.slice(0, cursor));
  });
const typings = fc.array(
  fc.constantFrom(...Array.from("retu(, ;.}'é7_\t"), "return", "  ", "foo(a, {", "日本"),
  { minLength: 1, maxLength: 4 },
);

const requestAt = (prefix: string): CompletionRequest => ({
  ...{ documentId: "a.ts", path: "src/a.ts", shape: "line" },
  ...{ prefix, suffix: "\n  return foo;\n}\n" },
});

/** Bytes of tokens as text; a token may hold part of a character, a run of them does not. */
function textOf(tokens: readonly number[] | Int32Array, vocabulary: Vocabulary): string {
  return decodeUtf8(concatBytes(Array.from(tokens, (token) => vocabulary.bytesOf(token))));
}

/** How many tokens two sequences have in common from their beginning. */
function commonLength(a: Int32Array, b: Int32Array): number {
  const length = a.findIndex((token, index) => token !== b[index]);
  return length === -1 ? a.length : length;
}

describe.each(vocabularies)("prompts over %s", (_, vocabulary, own) => {
  const encoder = new CachedEncoder(vocabulary);
  const maker = (format: Partial<FimFormat> = {}): PromptMaker =>
    new PromptMaker({
      ...{ maxLength: 4096, vocabulary, encoder, healers: new Healers(vocabulary, encoder) },
      ...{ format: { ...own, ...format }, clock: new FakeClock() },
    });
  const marks = findMarks(own, vocabulary);
  const fim = marks.fim ?? { prefix: -1, suffix: -1, middle: -1 };
  const pathMark = [marks.file ?? -1, ...vocabulary.encode("src/a.ts\n")];
  const healerOf = (): ExactHealing => new ExactHealing(vocabulary, new CachedEncoder(vocabulary));

  it("change only at their end while a line is typed, wherever else the hole starts", () => {
    const starts: readonly HoleStart[] = ["line", "block", "window"];
    for (const holeStart of starts) {
      for (const layout of fimLayouts) {
        const prompts = maker({ holeStart, layout });
        fc.assert(
          fc.property(prefixes, typings, (prefix, typing) => {
            let written = prefix;
            let last: PreparedPrompt = prompts.prepare(requestAt(written), defaultOptions);
            for (const typed of typing) {
              written += typed;
              const next = prompts.prepare(requestAt(written), defaultOptions);
              // What stands behind the last stable boundary may be tokenised anew, and nothing else.
              const { healed, plan } = last;
              const { index } = stableBoundary(healed, vocabulary);
              const numStable = vocabulary.encode(healed.slice(0, index)).length;
              const numUnstable = Math.max(0, plan.tokens.length - numStable);
              expect(commonLength(last.tokens, next.tokens)).toBeGreaterThanOrEqual(
                last.tokens.length - numUnstable,
              );
              last = next;
            }
          }),
          fixedRuns(60),
        );
      }
    }
  });

  it("show each text once, in its place, and hold back what is healed", () => {
    for (const holeStart of holeStarts) {
      const prompts = maker({ holeStart });
      fc.assert(
        fc.property(prefixes, (prefix) => {
          const { tokens, plan, seesSuffix } = prompts.prepare(requestAt(prefix), defaultOptions);
          const all = Array.from(tokens);
          const suffixMark = all.indexOf(fim.suffix);
          const middleMark = all.indexOf(fim.middle);
          const before = all.slice(all.indexOf(fim.prefix) + 1, suffixMark);
          const middle = [...all.slice(middleMark + 1)];
          const held = decodeUtf8(plan.held);
          expect(seesSuffix).toBe(true);
          expect(textOf(before, vocabulary) + textOf(middle, vocabulary) + held).toBe(prefix);
          expect(textOf(all.slice(suffixMark + 1, middleMark), vocabulary)).toBe(
            requestAt("").suffix,
          );
          if (holeStart === "cursor") return;
          // Both sides of the hole are tokenised apart, as they were in training.
          const hole = findHole(prefix, holeStart);
          expect(before).toEqual([...vocabulary.encode(prefix.slice(0, hole))]);
          expect(middle).toEqual([...healerOf().plan(prefix.slice(hole)).tokens]);
        }),
        fixedRuns(60),
      );
    }
  });

  it("are suffix, then prefix with the hole at the window's start, and the other way round at the cursor", () => {
    const [window, cursor] = [maker({ holeStart: "window" }), maker({ holeStart: "cursor" })];
    const suffix = [...vocabulary.encode(requestAt("").suffix)];
    fc.assert(
      fc.property(prefixes, (prefix) => {
        const stream = [...healerOf().plan(prefix).tokens];
        const spm = [fim.prefix, fim.suffix, ...suffix, fim.middle, ...stream];
        const psm = [fim.prefix, ...stream, fim.suffix, ...suffix, fim.middle];
        const request = requestAt(prefix);
        const tokensOf = (prompts: PromptMaker): readonly number[] =>
          Array.from(prompts.prepare(request, defaultOptions).tokens);
        expect(tokensOf(window)).toEqual([...pathMark, ...spm]);
        expect(tokensOf(cursor)).toEqual([...pathMark, ...psm]);
      }),
      fixedRuns(150),
    );
  });

  it("are the text before the cursor alone for a model without marks, and say so", () => {
    for (const holeStart of holeStarts) {
      const prompts = maker({ tokens: undefined, holeStart });
      fc.assert(
        fc.property(prefixes, (prefix) => {
          const { tokens, seesSuffix } = prompts.prepare(requestAt(prefix), defaultOptions);
          expect([...tokens]).toEqual([
            ...vocabulary.encode("\n"),
            ...healerOf().plan(prefix).tokens,
          ]);
          expect(seesSuffix).toBe(false);
        }),
        fixedRuns(30),
      );
    }
  });

  it("keep to their budget, wherever the hole starts", () => {
    const budget = { ...defaultOptions, maxPromptTokens: 60 };
    for (const holeStart of holeStarts) {
      const prompts = maker({ holeStart });
      fc.assert(
        fc.property(prefixes, (prefix) => {
          const { tokens, context } = prompts.prepare(requestAt(prefix), budget);
          expect(tokens.length).toBeLessThanOrEqual(60);
          expect(prefix.endsWith(context.prefix)).toBe(true);
        }),
        fixedRuns(60),
      );
    }
  });
});
