import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findMarks } from "../../src/core/complete/fimMarks";
import { fimPrompt } from "../../src/core/complete/fimPrompt";
import { Decoder } from "../../src/core/decode/decoder";
import type { DecodeResult } from "../../src/core/decode/decodeRequest";
import { draftModel } from "../../src/core/decode/draftModel";
import type { Strategy } from "../../src/core/decode/strategy";
import type { DraftModel } from "../../src/core/draft/draftModel";
import { DraftModelDrafter } from "../../src/core/draft/draftModelDrafter";
import { emptyStats, type DecodeStats } from "../../src/core/stats/decodeStats";
import { mergeStats } from "../../src/core/stats/mergeStats";
import type { OpenedModel } from "../../src/runtime/openModel";
import { requestOf } from "../support/decodeOnce";
import { FakeClock } from "../support/fakeClock";
import { noParts } from "../support/promptParts";
import { seedGoldens, type SeedGolden } from "../support/seedGoldens";
import { openSeedModel } from "../support/seedModel";

/** A file has to be opened three times, and int4 has to be built. */
const openTimeoutMs = 120_000;

describe("the embedded model at fp32 with a draft model", () => {
  let target: OpenedModel;
  const failures: unknown[] = [];
  beforeAll(async () => {
    target = await openSeedModel("fp32");
  }, openTimeoutMs);
  afterAll(async () => {
    await target.close();
    expect(failures).toEqual([]);
  });

  function decoderWith(draft: OpenedModel): Decoder {
    const { model, vocabulary, format } = target;
    return new Decoder({
      // Time stands still, so that what passes cost does not decide how much is drafted.
      ...{ model, vocabulary, clock: new FakeClock() },
      endTokens: findMarks(format, vocabulary).end,
      draft: draftOf(draft),
    });
  }

  function draftOf({ model }: OpenedModel): DraftModel {
    return { model, onFailure: (error) => failures.push(error) };
  }

  async function decode(
    decoder: Decoder,
    golden: SeedGolden,
    strategy: Strategy,
  ): Promise<DecodeResult> {
    const { vocabulary, format } = target;
    const parts = {
      ...noParts,
      fromHole: vocabulary.encode(golden.prefix),
      suffix: vocabulary.encode(golden.suffix),
    };
    const prompt = fimPrompt(findMarks(format, vocabulary), parts, format.layout);
    const { temperature } = golden;
    return decoder.decode(requestOf({ prompt, strategy, temperature, seed: 11, maxTokens: 40 }));
  }

  /** The cases in one session, so that the draft model's cache goes from one to the next. */
  async function decodeAll(
    draft: OpenedModel,
    { strategy, cases } = { strategy: draftModel, cases: seedGoldens },
  ): Promise<DecodeStats> {
    const decoder = decoderWith(draft);
    let stats = emptyStats;
    for (const golden of cases) {
      const result = await decode(decoder, golden, strategy);
      expect(result.tokens.join(" "), golden.name).toBe(golden.tokens);
      stats = mergeStats(stats, result.stats);
    }
    expect(stats.numDraftTokens).toBeGreaterThan(0);
    return stats;
  }

  it("keeps every token that it drafts itself, and writes what it wrote before", async () => {
    const draft = await openSeedModel("fp32");
    try {
      expect((await decodeAll(draft)).numRecoveredTokens).toBe(0);
      // Where the likeliest token is drawn, nothing but the chain is so likely: what stands beside it cannot be kept with it.
      const chain: Strategy = {
        ...draftModel,
        maxDrafts: 6,
        maxDepth: 6,
        createDrafter: ({ clock }) =>
          new DraftModelDrafter({ draft: draftOf(draft), clock, minProbability: 0.6 }),
      };
      const stats = await decodeAll(draft, {
        strategy: chain,
        cases: seedGoldens.filter(({ temperature }) => temperature === 0),
      });
      expect(stats.acceptanceRate).toBe(1);
      expect(stats.meanAcceptanceLength).toBeGreaterThan(1.5);
    } finally {
      await draft.close();
    }
  });

  it.each(["int8", "int4"] as const)(
    "writes what it wrote before when it drafts for itself at %s",
    async (precision) => {
      const draft = await openSeedModel(precision);
      try {
        const stats = await decodeAll(draft);
        const kept = ((100 * stats.numAcceptedTokens) / stats.numDraftTokens).toFixed(1);
        process.stdout.write(
          `${precision} drafting for fp32: ${kept} % of ${String(stats.numDraftTokens)} draft tokens kept, ` +
            `${(stats.meanAcceptanceLength ?? 0).toFixed(2)} tokens a pass\n`,
        );
        expect(stats.meanAcceptanceLength).toBeGreaterThan(1.5);
      } finally {
        await draft.close();
      }
    },
    openTimeoutMs,
  );
});
