import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { promptText } from "../../src/core/complete/promptText";
import { PromptMaker } from "../../src/core/complete/promptMaker";
import { defaultOptions, type CompletionRequest } from "../../src/core/complete/request";
import { ChunkRing, type Chunk } from "../../src/core/context/chunkRing";
import type { ContextPiece } from "../../src/core/context/contextPiece";
import { lineSetOf, shareIn, similarity } from "../../src/core/context/similarity";
import { Healers } from "../../src/core/heal/healers";
import { holeStarts, type FimFormat } from "../../src/core/model/fimFormat";
import { CachedEncoder } from "../../src/core/tokens/cachedEncoder";
import { numShared } from "../../src/core/tokens/numShared";
import { fixedRuns } from "../support/arbitraries";
import { FakeClock } from "../support/fakeClock";
import { toyFormat } from "../support/toyFormat";
import { ToyVocabulary } from "../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const encoder = new CachedEncoder(vocabulary);
const { file: _, ...marksWithoutFile } = toyFormat.tokens ?? { prefix: "", suffix: "", middle: "" };
const formats: readonly FimFormat[] = [
  ...holeStarts.map((holeStart) => ({ ...toyFormat, holeStart })),
  { ...toyFormat, layout: "suffix-first" },
  { ...toyFormat, tokens: marksWithoutFile },
  { ...toyFormat, tokens: undefined },
];

const maker = (format: FimFormat, maxLength: number): PromptMaker =>
  new PromptMaker({
    ...{ maxLength, vocabulary, encoder, format, clock: new FakeClock() },
    healers: new Healers(vocabulary, encoder),
  });

/** Few different lines, so that texts have some in common. */
const lines = fc.constantFrom(
  ...["import a from 'a';", "function one() {", "  return foo(12);", "}", "", "const two = 123;"],
  ...["class Foo {", "  run(): void {", "  }", "letters();", "  retu(abcd);", "日本();"],
);
const texts = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(lines, { maxLength }).map((all) => all.map((line) => `${line}\n`).join(""));
const pieces: fc.Arbitrary<readonly ContextPiece[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("recent", "copied", "definition"),
    path: fc.constantFrom("one.ts", "src/two.ts"),
    text: texts(8),
  }),
  { maxLength: 5 },
);
const requests: fc.Arbitrary<CompletionRequest> = fc
  .record({ prefix: texts(40), suffix: texts(20), typed: fc.constantFrom("", "  foo(", "re") })
  .map(({ prefix, suffix, typed }) => ({
    ...{ documentId: "a.ts", path: "src/a.ts", shape: "line" },
    ...{ prefix: prefix + typed, suffix: `\n${suffix}` },
  }));
const limits = fc.record({
  maxPromptTokens: fc.integer({ min: 64, max: 400 }),
  maxContextTokens: fc.integer({ min: 0, max: 300 }),
  maxLength: fc.integer({ min: 128, max: 600 }),
});

describe("context in prompts", () => {
  it("is within its limit, and takes nothing from the text around the cursor", () => {
    for (const format of formats) {
      fc.assert(
        fc.property(requests, pieces, limits, (request, context, { maxLength, ...some }) => {
          const options = { ...defaultOptions, ...some };
          const prompts = maker(format, maxLength);
          const without = prompts.prepare(
            { ...request, context },
            { ...options, maxContextTokens: 0 },
          );
          const made = prompts.prepare({ ...request, context }, options);
          expect(made.numContextTokens).toBeLessThanOrEqual(some.maxContextTokens);
          expect(made.tokens.length).toBe(without.tokens.length + made.numContextTokens);
          expect(made.tokens.length).toBeLessThanOrEqual(maxLength - options.maxTokens);
          expect(made.context).toEqual(without.context);
          // In one piece: without it, the prompt is the one without context.
          const start = numShared(made.tokens, without.tokens);
          const end = made.tokens.length - without.tokens.length;
          const rest = [...made.tokens.subarray(0, start), ...made.tokens.subarray(start + end)];
          if (format.tokens?.file === undefined) expect(rest).toEqual([...without.tokens]);
        }),
        fixedRuns(60),
      );
    }
  });

  it("stays as it is when a piece is added behind the others", () => {
    for (const format of formats.filter(({ layout }) => layout === "prefix-first")) {
      fc.assert(
        fc.property(requests, pieces, limits, (request, context, { maxLength, ...some }) => {
          const prompts = maker(format, maxLength);
          const options = { ...defaultOptions, ...some };
          const tokensOf = (count: number): { others: number; tokens: Int32Array } => {
            const asked = { ...request, context: context.slice(0, count) };
            const { tokens } = prompts.prepare(asked, options);
            const without = prompts.prepare({ ...request, context: [] }, options);
            return { tokens, others: tokens.length - without.tokens.length };
          };
          for (let count = 1; count <= context.length; count++) {
            const [less, more] = [tokensOf(count - 1), tokensOf(count)];
            expect(more.others).toBeGreaterThanOrEqual(less.others);
            expect(numShared(less.tokens, more.tokens)).toBeGreaterThanOrEqual(less.others);
          }
        }),
        fixedRuns(60),
      );
    }
  });

  it("repeats nothing that stands near the cursor, and no piece twice", () => {
    fc.assert(
      fc.property(requests, pieces, (request, context) => {
        const options = { ...defaultOptions, maxContextTokens: 200 };
        const made = maker(toyFormat, 2000).prepare({ ...request, context }, options);
        const { text } = promptText(made, vocabulary);
        const window = lineSetOf(made.context.prefix + made.context.suffix);
        const shown = text
          .slice(0, text.indexOf("<prefix>"))
          .split("<file>")
          .slice(1, -1)
          .map((file) => lineSetOf(file.slice(file.indexOf("\n") + 1)));
        for (const [index, piece] of shown.entries()) {
          expect(shareIn(piece, window)).toBeLessThanOrEqual(0.5);
          // The last one may be the beginning of one that is like another.
          for (const other of shown.slice(0, Math.min(index, shown.length - 2))) {
            if (index < shown.length - 1) expect(similarity(piece, other)).toBeLessThanOrEqual(0.9);
          }
        }
      }),
      fixedRuns(300),
    );
  });
});

describe("a ring of chunks", () => {
  const chunks: fc.Arbitrary<Chunk> = fc.record({
    ...{ kind: fc.constant("recent" as const), path: fc.constant("a.ts") },
    source: fc.constantFrom("a", "b", "c"),
    text: fc
      .array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 9 })
      .map((all) => all.map((line) => `line ${String(line)}\n`).join("")),
  });

  it("keeps to its size and its order, and lets many go at once or few for ever", () => {
    fc.assert(
      fc.property(
        fc.array(chunks, { maxLength: 60 }),
        fc.integer({ min: 0, max: 400 }),
        (all, mostUnits) => {
          const ring = new ChunkRing(() => mostUnits);
          const unitsOf = (held: readonly Chunk[]): number =>
            held.reduce((sum, { text }) => sum + text.length, 0);
          for (const chunk of all) {
            const before = ring.chunks;
            ring.add(chunk);
            expect(ring.chunks).toEqual(before);
            if (!ring.promote()) continue;
            const after = ring.chunks;
            expect(unitsOf(after)).toBeLessThanOrEqual(mostUnits);
            const left = before.filter((one) => after.includes(one));
            expect(after).toEqual([...left, chunk]);
            // What went without being replaced went to make room, and then half of the room is free.
            const replaced = before.filter(
              (one) =>
                one.source === chunk.source &&
                similarity(lineSetOf(one.text), lineSetOf(chunk.text)) > 0.5,
            );
            const gone = before.filter((one) => !after.includes(one) && !replaced.includes(one));
            if (gone.length > 0 && left.length > 0) {
              expect(unitsOf(after)).toBeLessThanOrEqual(mostUnits / 2);
            }
          }
        },
      ),
      fixedRuns(300),
    );
  });
});
