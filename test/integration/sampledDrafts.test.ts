import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findMarks } from "../../src/core/complete/fimMarks";
import { fimPrompt } from "../../src/core/complete/fimPrompt";
import { blockVerification } from "../../src/core/decode/blockVerification";
import { Decoder } from "../../src/core/decode/decoder";
import type { DecodeRequest, DecodeResult } from "../../src/core/decode/decodeRequest";
import { noRules } from "../../src/core/sample/samplingRules";
import { emptyStats } from "../../src/core/stats/decodeStats";
import { mergeStats } from "../../src/core/stats/mergeStats";
import type { OpenedModel } from "../../src/runtime/openModel";
import { requestOf, takeAll } from "../support/decodeOnce";
import { noParts } from "../support/promptParts";
import { seedGoldens, type SeedGolden } from "../support/seedGoldens";
import { openSeedModel } from "../support/seedModel";
import { weighedStrategies } from "../support/weighedStrategies";

/** Files have to be opened, and int8 has to be built. */
const openTimeoutMs = 120_000;

describe("the embedded model at fp32 with drafts that are drawn", () => {
  let target: OpenedModel;
  let same: OpenedModel;
  let smaller: OpenedModel;
  beforeAll(async () => {
    target = await openSeedModel("fp32");
    same = await openSeedModel("fp32");
    smaller = await openSeedModel("int8");
  }, openTimeoutMs);
  afterAll(async () => {
    for (const opened of [target, same, smaller]) await opened.close();
  });

  async function decode(
    draft: OpenedModel,
    golden: SeedGolden,
    request: Partial<DecodeRequest>,
  ): Promise<DecodeResult> {
    const { model, vocabulary, format } = target;
    const decoder = new Decoder({
      ...{ model, vocabulary, clock: performance },
      endTokens: findMarks(format, vocabulary).end,
      sizing: takeAll,
      draft: {
        model: draft.model,
        onFailure: (error) => {
          throw error;
        },
      },
    });
    const parts = {
      ...noParts,
      fromHole: vocabulary.encode(golden.prefix),
      suffix: vocabulary.encode(golden.suffix),
    };
    const prompt = fimPrompt(findMarks(format, vocabulary), parts, format.layout);
    return decoder.decode(requestOf({ prompt, seed: 11, maxTokens: 40, ...request }));
  }

  it.each(weighedStrategies)(
    "writes what it wrote before where nothing is drawn: $id",
    async (strategy) => {
      for (const golden of seedGoldens.filter(({ temperature }) => temperature === 0)) {
        const { tokens } = await decode(smaller, golden, { strategy });
        expect(tokens.join(" "), golden.name).toBe(golden.tokens);
      }
    },
  );

  it("accepts all that a model of the same weights draws", async () => {
    let stats = emptyStats;
    for (const golden of seedGoldens) {
      const request = { temperature: 0.8, sampling: { ...noRules, topK: 20 } };
      const result = await decode(same, golden, { ...request, strategy: blockVerification });
      stats = mergeStats(stats, result.stats);
    }
    expect(stats.numDraftTokens).toBeGreaterThan(20);
    expect(stats.acceptanceRate).toBe(1);
  });

  it.each(weighedStrategies)(
    "accepts most of what a model near it draws: $id",
    async (strategy) => {
      let stats = emptyStats;
      for (const golden of seedGoldens) {
        const result = await decode(smaller, golden, { strategy, temperature: 0.8 });
        stats = mergeStats(stats, result.stats);
      }
      process.stdout.write(
        `${strategy.id}: ${(stats.meanAcceptanceLength ?? 0).toFixed(2)} tokens a pass, ` +
          `${String(stats.numAcceptedTokens)} of ${String(stats.numDraftTokens)} draft tokens kept\n`,
      );
      expect(stats.meanAcceptanceLength).toBeGreaterThan(1.5);
    },
  );
});
