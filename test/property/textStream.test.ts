import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextStream } from "../../src/core/decode/textStream";
import type { StopRule } from "../../src/core/decode/stopRule";
import { anyStrategy, fixedRuns, logits, prompts } from "../support/arbitraries";
import { decodeOnce } from "../support/decodeOnce";
import { FakeModel } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";

/** A surrogate without its partner. */
const halfCharacter = /\p{Cs}/u;

/** Cuts `bytes` into pieces of the given lengths, over and over, and returns the text taken after each. */
function takeInPieces(bytes: Uint8Array, lengths: readonly number[]): string[] {
  const stream = new TextStream();
  const pieces: string[] = [];
  for (let end = 0, i = 0; end < bytes.length; i++) {
    end += lengths[i % lengths.length] ?? 1;
    pieces.push(stream.take(bytes.subarray(0, end)));
  }
  return pieces;
}

const lengths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 });

describe("a text stream", () => {
  it("gives any text back from pieces of any size, and whole characters in each", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), lengths, (text, sizes) => {
        const pieces = takeInPieces(new TextEncoder().encode(text), sizes);
        expect(pieces.join("")).toBe(text);
        expect(pieces.filter((piece) => halfCharacter.test(piece))).toEqual([]);
      }),
      fixedRuns(150),
    );
  });

  it("reads any bytes as everyone else does, up to a last character that is unfinished", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), lengths, (bytes, sizes) => {
        // With a letter at the end nothing is unfinished.
        const ended = Uint8Array.of(...bytes, 97);
        const expected = new TextDecoder("utf-8", { ignoreBOM: true }).decode(ended);
        expect(takeInPieces(ended, sizes).join("")).toBe(expected);
      }),
      fixedRuns(300),
    );
  });
});

describe("the text of a request", () => {
  /** Cuts what follows the `n`th line break back to the one before. */
  const stopRules: fc.Arbitrary<StopRule> = fc.oneof(
    fc.constant({ check: () => undefined }),
    fc.constant({ numReachableBytes: 0, check: () => undefined }),
    fc.integer({ min: 1, max: 9 }).map((reach): StopRule => ({
      numReachableBytes: reach,
      check: (text) =>
        text.length > 20 ? { length: text.length - reach, reason: "blockEnd" } : undefined,
    })),
  );

  it("is what its pieces concatenate to, without half a character", async () => {
    const cases = fc.record({ numHeldBytes: fc.integer({ min: 0, max: 6 }), stopRule: stopRules });
    await fc.assert(
      fc.asyncProperty(
        logits,
        prompts,
        anyStrategy,
        cases,
        async (logitsOf, prompt, strategy, options) => {
          const model = new FakeModel({ vocabSize: pieceVocabulary.size, logitsOf });
          const pieces: string[] = [];
          const result = await decodeOnce(
            model,
            { prompt, strategy, ...options, onText: (piece) => pieces.push(piece) },
            { endTokens: new Set([END]) },
          );
          expect(pieces.join("")).toBe(result.text);
          for (const piece of pieces) {
            expect(piece).not.toBe("");
            expect(piece).not.toMatch(halfCharacter);
          }
          expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(result.bytes)).toBe(
            result.text,
          );
          const spelt = Array.from(result.tokens).flatMap((t) =>
            Array.from(pieceVocabulary.bytesOf(t)),
          );
          const emitted = spelt.slice(options.numHeldBytes);
          expect(Array.from(result.bytes)).toEqual(emitted.slice(0, result.bytes.length));
        },
      ),
      fixedRuns(200),
    );
  });
});
