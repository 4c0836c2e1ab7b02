import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareDecodes, type DecodeDifference } from "../../src/cli/bench/compareDecodes";
import { DecodeProbe, type DecodedCase } from "../../src/cli/bench/decodeProbe";
import type { CompletionCase } from "../../src/core/check/completionCase";
import { cutCases } from "../../src/cli/cases/cutCases";
import { sourceFiles } from "../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../src/cli/seededRandom";
import { defaultOptions } from "../../src/core/complete/request";
import { autoregressive } from "../../src/core/decode/autoregressive";
import { usableStrategies } from "../../src/core/decode/strategies";
import { invariant } from "../../src/core/errors";
import type { Precision } from "../../src/core/model/modelSource";
import { neverCancelled } from "../../src/core/ports";
import type { OpenedModel } from "../../src/runtime/openModel";
import { openSeedModel } from "../support/seedModel";

/** Cases for the strategy that is used if nothing else is said, and the first of them for each of the others. */
const numCases = 200;
const numCasesOfOthers = 40;

/** All that need no second model; drafts of models have tests of their own. */
const drafting = usableStrategies({})
  .map(({ id }) => id)
  .filter((id) => id !== autoregressive.id);

/**
 * Short prompts, because the time of this test is the time of their prefill. What is decoded behind them does not depend
 * on their length; whole prompts are measured by "foretype bench".
 */
const options = { ...defaultOptions, maxPromptTokens: 256 };

/**
 * Quantised kernels quantise activations too, and so round differently for several tokens at once: a logit moves by up to
 * 0.05 in one pass, and the cache carries it on. The largest gap that was seen to flip is 0.11, in 14,000 tokens at int8.
 */
const largestQuantisedGap = 0.25;

/** About 120 s of one core, and other test files run beside it. */
const compareTimeoutMs = 600_000;

/** One strategy's text beside that without drafts. */
interface Comparison {
  numTokens: number;
  numAccepted: number;
  readonly differences: DecodeDifference[];
}

describe.each<Precision>(["fp32", "int8"])(
  "drafts of every kind beside none in %s",
  (precision) => {
    let opened: OpenedModel;
    let comparisons: ReadonlyMap<string, Comparison>;
    beforeAll(async () => {
      opened = await openSeedModel(precision);
      const files = await sourceFiles(path.join(import.meta.dirname, "../../src"));
      const cases = cutCases(files, numCases, new SeededRandom(2024));
      expect(cases).toHaveLength(numCases);
      comparisons = await compare(opened, cases);
    }, compareTimeoutMs);
    afterAll(async () => {
      await opened.close();
    });

    it("drafts tokens that are accepted, so that there is something to compare", () => {
      const { numTokens, numAccepted } = comparisonOf(defaultOptions.strategy);
      expect(numTokens).toBeGreaterThan(10 * numCases);
      expect(numAccepted).toBeGreaterThan(numTokens / 4);
    });

    it.each(drafting)(
      precision === "fp32"
        ? "%s writes the same tokens in every case"
        : "%s differs at near ties only",
      (strategy) => {
        const { differences, numTokens } = comparisonOf(strategy);
        if (precision === "fp32") {
          expect(differences).toEqual([]);
          return;
        }
        const gaps = differences.map(({ topTwoGap }) => topTwoGap ?? Number.POSITIVE_INFINITY);
        process.stdout.write(
          `${precision}, ${strategy}: ${String(differences.length)} cases differ (${String(numTokens)} tokens); ` +
            `gaps between the two best logits: ${gaps.map((gap) => gap.toFixed(4)).join(", ") || "none"}\n`,
        );
        for (const difference of differences) {
          expect(difference.topTwoGap, JSON.stringify(difference)).toBeLessThan(
            largestQuantisedGap,
          );
        }
      },
    );

    function comparisonOf(strategy: string): Comparison {
      const comparison = comparisons.get(strategy);
      invariant(comparison !== undefined, `${strategy} was compared`);
      return comparison;
    }
  },
);

/** The strategies take turns in going first: the others find the prompt in the cache, and draft without having seen it. */
async function compare(
  opened: OpenedModel,
  cases: readonly CompletionCase[],
): Promise<ReadonlyMap<string, Comparison>> {
  const probe = new DecodeProbe({ ...opened, clock: performance });
  const decode = async (completionCase: CompletionCase, strategy: string): Promise<DecodedCase> => {
    const decoded = await probe.run(completionCase, { ...options, strategy }, neverCancelled);
    invariant(decoded !== undefined, `${completionCase.id} was decoded`);
    return decoded;
  };
  const comparisons = new Map(
    drafting.map((id): [string, Comparison] => [
      id,
      { numTokens: 0, numAccepted: 0, differences: [] },
    ]),
  );
  for (const [index, completionCase] of cases.entries()) {
    const order = [autoregressive.id, defaultOptions.strategy];
    if (index < numCasesOfOthers) order.splice(1, 1, ...drafting);
    const first = index % order.length;
    const decodes = new Map<string, DecodedCase>();
    for (const strategy of [...order.slice(first), ...order.slice(0, first)]) {
      decodes.set(strategy, await decode(completionCase, strategy));
    }
    const expected = decodes.get(autoregressive.id);
    invariant(expected !== undefined, "the baseline was decoded");
    for (const [strategy, comparison] of comparisons) {
      const actual = decodes.get(strategy);
      if (actual === undefined) continue;
      const difference = await compareDecodes(completionCase.id, { expected, actual }, probe);
      if (difference !== undefined) comparison.differences.push(difference);
      comparison.numTokens += expected.tokens.length;
      comparison.numAccepted += actual.stats.numAcceptedTokens;
    }
  }
  return comparisons;
}
