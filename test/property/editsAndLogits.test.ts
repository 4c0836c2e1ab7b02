import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldBytes } from "../../src/core/constrain/heldBytes";
import { autoregressive } from "../../src/core/decode/autoregressive";
import { editPointer } from "../../src/core/decode/editPointer";
import { logitRanks } from "../../src/core/decode/logitRanks";
import { lookahead } from "../../src/core/decode/lookahead";
import type { Strategy } from "../../src/core/decode/strategy";
import { trigramRecycling } from "../../src/core/decode/trigramRecycling";
import type { Drafter } from "../../src/core/draft/drafter";
import { ForcedTokens } from "../../src/core/draft/forcedTokens";
import { TokenIndex } from "../../src/core/tokens/tokenIndex";
import { fixedRuns, logits, prompts } from "../support/arbitraries";
import { decodeOnce, decoderOf, requestOf } from "../support/decodeOnce";
import { FakeModel } from "../support/fakeModel";
import { checkDrafter } from "../support/laws/drafterLaws";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { strategyOf } from "../support/scriptedDrafter";

const vocabSize = pieceVocabulary.size;
const endTokens = new Set([END]);

const strategies: readonly Strategy[] = [
  editPointer,
  logitRanks,
  trigramRecycling,
  lookahead,
  strategyOf("forced-tokens", () => new ForcedTokens()),
];

describe("drafts from edits and logits", () => {
  const requests = fc.array(
    fc.record({
      prompt: prompts,
      earlier: fc.option(prompts, { nil: undefined }),
      suffix: fc.option(prompts, { nil: undefined }),
      before: fc.option(prompts, { nil: undefined }),
      temperature: fc.constantFrom(0, 0.8, 1.3),
      seed: fc.integer({ min: 0, max: 1e6 }),
      maxTokens: fc.integer({ min: 1, max: 30 }),
      held: fc.constantFrom("", "a", "cab", "é", "€("),
    }),
    { minLength: 1, maxLength: 4 },
  );

  it.each(strategies.map((strategy) => ({ strategy, id: strategy.id })))(
    "change no text from request to request: $id",
    async ({ strategy }) => {
      await fc.assert(
        fc.asyncProperty(logits, requests, async (logitsOf, session) => {
          const decoder = decoderOf(new FakeModel({ vocabSize, logitsOf, maxLength: 90 }), {
            endTokens,
          });
          for (const { earlier, suffix, before, held, ...rest } of session) {
            const bytes = new TextEncoder().encode(held);
            const request = requestOf({
              ...rest,
              constraint: heldBytes(bytes, pieceVocabulary, new TokenIndex(pieceVocabulary)),
              numHeldBytes: bytes.length,
              hints: { earlier, suffix, before },
            });
            const drafted = await decoder.decode({ ...request, strategy });
            const plain = await decodeOnce(
              new FakeModel({ vocabSize, logitsOf, maxLength: 90 }),
              { ...request, strategy: autoregressive },
              { endTokens },
            );
            expect(drafted.tokens).toEqual(plain.tokens);
            expect(drafted.stoppedBy).toBe(plain.stoppedBy);
          }
        }),
        fixedRuns(60),
      );
    },
  );

  it("save passes where the earlier text is written again", async () => {
    await fc.assert(
      fc.asyncProperty(logits, prompts, async (logitsOf, prompt) => {
        const model = (): FakeModel => new FakeModel({ vocabSize, logitsOf });
        const request = { prompt, maxTokens: 30 };
        const plain = await decodeOnce(model(), { ...request, strategy: autoregressive });
        const drafted = await decodeOnce(model(), {
          ...request,
          strategy: editPointer,
          hints: { earlier: plain.tokens },
        });
        expect(drafted.tokens).toEqual(plain.tokens);
        // 5, 9 and 16 tokens.
        expect(drafted.stats.numPasses).toBeLessThanOrEqual(3);
      }),
      fixedRuns(30),
    );
  });

  it.each(strategies.map((strategy) => ({ strategy, id: strategy.id })))(
    "obey the laws of drafters: $id",
    async ({ strategy }) => {
      const old = Int32Array.from({ length: 60 }, (_, i) => 2 + ((i * i) % 11));
      const create = (hints: { earlier?: Int32Array; suffix?: Int32Array }) => (): Drafter => {
        const drafter = strategy.createDrafter({
          vocabSize,
          clock: performance,
          vocabulary: pieceVocabulary,
        });
        const begin = drafter.begin.bind(drafter);
        drafter.begin = (tokens, request) => {
          begin(tokens, { ...request, ...hints });
        };
        return drafter;
      };
      await checkDrafter(create({}), vocabSize);
      await checkDrafter(create({ earlier: old, suffix: old.slice(20) }), vocabSize);
    },
  );
});
