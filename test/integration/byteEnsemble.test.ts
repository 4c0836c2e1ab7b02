import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EnsembleCompleter } from "../../src/core/complete/ensembleCompleter";
import type { Outcome } from "../../src/core/complete/outcome";
import { defaultOptions, type CompletionOptions } from "../../src/core/complete/request";
import type { Combination } from "../../src/core/ensemble/combineBytes";
import { neverCancelled } from "../../src/core/ports";
import type { OpenedModel } from "../../src/runtime/openModel";
import { aRequest } from "../support/completionFixtures";
import { openSeedModel } from "../support/seedModel";

const openTimeoutMs = 120_000;
const options = { ...defaultOptions, maxTokens: 6 };

/** The embedded model twice, each with a cache of its own; the second sees no suffix, so it says something else. */
describe("two models that write together", () => {
  let first: OpenedModel;
  let second: OpenedModel;
  beforeAll(async () => {
    first = await openSeedModel("fp32");
    second = await openSeedModel("int4");
  }, openTimeoutMs);
  afterAll(async () => {
    await first.close();
    await second.close();
  });

  function completerOf(combination: Combination): EnsembleCompleter {
    const format = { ...second.format, tokens: undefined };
    return new EnsembleCompleter({
      ...{ first, second: { ...second, format } },
      ...{ combination, clock: performance },
    });
  }

  const complete = (
    combination: Combination,
    changes: Partial<CompletionOptions> = {},
  ): Promise<Outcome> =>
    completerOf(combination).complete(aRequest(), { ...options, ...changes }, neverCancelled);

  it("writes text, with bytes for tokens in its figures", async () => {
    for (const kind of ["mixture", "product"] as const) {
      const outcome = await complete({ kind, share: 0.5 });
      expect(outcome).toMatchObject({
        kind: "suggestion",
        text: expect.stringMatching(/\w/u) as string,
      });
      const { stats } = outcome;
      expect(stats?.numGeneratedTokens).toBeGreaterThanOrEqual(
        outcome.kind === "suggestion" ? outcome.text.length : Infinity,
      );
      expect(stats?.numGeneratedTokens).toBeLessThanOrEqual(4 * options.maxTokens);
      expect(stats?.numPasses).toBeLessThan(stats?.numGeneratedTokens ?? 0);
      expect(stats?.numPromptTokens).toBeGreaterThan(20);
      expect(stats?.ms.prefill).toBeGreaterThan(0);
    }
  });

  it("writes what one of them writes alone where it has all the share", async () => {
    const text = async (combination: Combination): Promise<string> => {
      const outcome = await complete(combination);
      return outcome.kind === "suggestion" ? outcome.text : "";
    };
    const alone = await text({ kind: "mixture", share: 1 });
    expect(alone).not.toBe("");
    expect(await text({ kind: "product", share: 1 })).toBe(alone);
    const other = await text({ kind: "mixture", share: 0 });
    expect(other).not.toBe("");
    expect(other).not.toBe(alone);
  });

  it("draws the same with the same seed, and after another text", async () => {
    const how = { kind: "mixture", share: 0.5 } as const;
    const completer = completerOf(how);
    const draw = async (seed: number): Promise<unknown> => {
      const drawn = { ...options, temperature: 1, seed };
      const outcome = await completer.complete(aRequest(), drawn, neverCancelled);
      return outcome.kind === "suggestion" ? outcome.text : outcome.reason;
    };
    const texts = [await draw(1), await draw(2), await draw(3)];
    expect(new Set(texts).size).toBeGreaterThan(1);
    expect([await draw(1), await draw(2), await draw(3)]).toEqual(texts);
  });

  it("ends with the reason when it is cancelled, and refuses what needs tokens", async () => {
    const how = { kind: "product", share: 0.5 } as const;
    const cancelled = { isCancelled: true };
    expect(await completerOf(how).complete(aRequest(), options, cancelled)).toMatchObject({
      reason: "cancelled",
    });
    for (const changes of [
      { constraints: ["brackets"] },
      { numCandidates: 2 },
      { cautious: { ...options.cautious, maxTrials: 4 } },
    ]) {
      await expect(complete(how, changes)).rejects.toMatchObject({ code: "user/bad-argument" });
    }
  });
});
