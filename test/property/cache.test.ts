import fc from "fast-check";
import { expect, it } from "vitest";
import type { DecodeResult } from "../../src/core/decode/decodeRequest";
import type { StopRule } from "../../src/core/decode/stopRule";
import type { Strategy } from "../../src/core/decode/strategy";
import { anyStrategy, fixedRuns } from "../support/arbitraries";
import { decodeOnce, decoderOf, requestOf } from "../support/decodeOnce";
import { FakeModel, hashLogits } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { fixedChunks } from "../support/fixedChunks";

const vocabSize = pieceVocabulary.size;
const logitsOf = hashLogits({ seed: 9, vocabSize, order: 1 });
const endTokens = new Set([END]);

function aModel(): FakeModel {
  return new FakeModel({ vocabSize, logitsOf, maxLength: 60 });
}

/** A request of a session, and what happens to it. */
interface Command {
  /** How much of the text before it the prompt takes over, and what is typed behind that. */
  readonly numShared: number;
  readonly typed: readonly number[];
  readonly strategy: Strategy;
  readonly temperature: number;
  readonly maxTokens: number;
  /** A stop rule ends the text when it has as many bytes. */
  readonly maxBytes: number;
  /** `afterPasses`: in which pass, counted from 1, the fate strikes. */
  readonly fate: "none" | "cancel" | "failForward" | "failKeep";
  readonly afterPasses: number;
}

const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.record({
    numShared: fc.integer({ min: 0, max: 40 }),
    typed: fc.array(fc.integer({ min: END + 1, max: vocabSize - 1 }), {
      minLength: 1,
      maxLength: 12,
    }),
    strategy: anyStrategy,
    temperature: fc.constantFrom(0, 0.9),
    maxTokens: fc.integer({ min: 0, max: 15 }),
    maxBytes: fc.integer({ min: 1, max: 40 }),
    fate: fc.constantFrom("none", "none", "cancel", "failForward", "failKeep"),
    afterPasses: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 6 },
);

it("the cache holds the committed tokens less the last, whatever happens", async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (session) => {
      const model = aModel();
      const decoder = decoderOf(model, { endTokens, chunks: fixedChunks(5) });
      let text: readonly number[] = [];
      for (const command of session) {
        const prompt = Int32Array.from([...text.slice(0, command.numShared), ...command.typed]);
        const request = requestOf({ ...command, prompt });
        const stopRule: StopRule = {
          check: ({ length }) =>
            length < command.maxBytes ? undefined : { length, reason: "blockEnd" },
        };
        const numKept = sharedLength(model.cachedTokens, prompt);

        const cancellation = { isCancelled: false };
        const firstPass = model.numForwards;
        const strike = (): void => {
          if (model.numForwards - firstPass < command.afterPasses - 1) return;
          if (command.fate === "cancel") cancellation.isCancelled = true;
          else throw new Error("struck");
        };
        model.beforeForward = ["cancel", "failForward"].includes(command.fate) ? strike : undefined;
        model.beforeKeep = command.fate === "failKeep" ? strike : undefined;
        let result: DecodeResult | undefined;
        try {
          result = await decoder.decode({ ...request, stopRule, cancellation });
        } catch (error) {
          expect(error).toMatchObject({ message: "struck" });
        }
        model.beforeForward = undefined;
        model.beforeKeep = undefined;

        const plain = await decodeOnce(aModel(), { ...request, maxTokens: 99 }, { endTokens });
        const committed = [...prompt, ...plain.tokens];
        // Whatever is in the cache are tokens that plain decoding would have written.
        expect(model.cachedTokens).toEqual(committed.slice(0, model.cachedLength));
        expect(model.cachedLength).toBeGreaterThanOrEqual(numKept);
        if (result !== undefined) {
          expect(result.stats.numReusedTokens).toBe(numKept);
          expect(result.tokens).toEqual(plain.tokens.slice(0, result.tokens.length));
          const numCommitted = prompt.length + result.tokens.length;
          // The end token is committed, too, and is the last one then.
          const numLast = result.stoppedBy === "endToken" ? 0 : 1;
          if (result.stats.numPasses > 0) expect(model.cachedLength).toBe(numCommitted - numLast);
        }
        text = committed;
      }
    }),
    fixedRuns(100),
  );
});

/** What a prompt can reuse: never its last token. */
function sharedLength(cached: readonly number[], prompt: Int32Array): number {
  let length = 0;
  while (length < prompt.length - 1 && cached[length] === prompt[length]) length++;
  return length;
}
