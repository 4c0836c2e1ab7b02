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

/** Cases at temperature 0, and the first of them with drawn tokens. Where roundings differ, fewer for what is not the default. */
const numCases = 200;
const numDrawnCases = 100;
const numQuantisedCases = 40;

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

/** About 200 s of one core, and other test files run beside it. */
const compareTimeoutMs = 900_000;

/** What is compared: all strategies in float32, with the same noise where tokens are drawn, and near ties in int8. */
const comparisonsOf: readonly {
  readonly precision: Precision;
  readonly temperature: number;
  readonly numCases: number;
  readonly numCasesOfOthers: number;
}[] = [
  { precision: "fp32", temperature: 0, numCases, numCasesOfOthers: numCases },
  {
    precision: "fp32",
    temperature: 0.8,
    numCases: numDrawnCases,
    numCasesOfOthers: numDrawnCases,
  },
  { precision: "int8", temperature: 0, numCases, numCasesOfOthers: numQuantisedCases },
];

/** One strategy's text beside that without drafts. */
interface Comparison {
  numTokens: number;
  numAccepted: number;
  readonly differences: DecodeDifference[];
}

describe.each(comparisonsOf)(
  "drafts of every kind beside none in $precision at temperature $temperature",
  (compared) => {
    const { precision } = compared;
    let opened: OpenedModel;
    let comparisons: ReadonlyMap<string, Comparison>;
    beforeAll(async () => {
      opened = await openSeedModel(precision);
      const files = await sourceFiles(path.join(import.meta.dirname, "../../src"));
      const cases = cutCases(files, compared.numCases, new SeededRandom(2024));
      expect(cases).toHaveLength(compared.numCases);
      comparisons = await compare(opened, cases, compared);
    }, compareTimeoutMs);
    afterAll(async () => {
      await opened.close();
    });

    it("drafts tokens that are accepted, so that there is something to compare", () => {
      const { numTokens, numAccepted } = comparisonOf(defaultOptions.strategy);
      expect(numTokens).toBeGreaterThan(10 * compared.numCases);
      // What is drawn agrees with drafts less often than what the model likes best.
      expect(numAccepted).toBeGreaterThan(numTokens / (compared.temperature > 0 ? 10 : 4));
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
  compared: { readonly temperature: number; readonly numCasesOfOthers: number },
): Promise<ReadonlyMap<string, Comparison>> {
  const probe = new DecodeProbe({ ...opened, clock: performance, keepsCache: true });
  const { temperature, numCasesOfOthers } = compared;
  const decode = async (completionCase: CompletionCase, strategy: string): Promise<DecodedCase> => {
    const decoded = await probe.run(
      completionCase,
      { ...options, strategy, temperature },
      neverCancelled,
    );
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
