import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareDecodes, type DecodeDifference } from "../../src/cli/bench/compareDecodes";
import { DecodeProbe, type DecodedCase } from "../../src/cli/bench/decodeProbe";
import type { CompletionCase } from "../../src/core/check/completionCase";
import { cutCases } from "../../src/cli/cases/cutCases";
import { sourceFiles } from "../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../src/cli/seededRandom";
import { defaultOptions } from "../../src/core/complete/request";
import { invariant } from "../../src/core/errors";
import type { Precision } from "../../src/core/model/modelSource";
import { neverCancelled } from "../../src/core/ports";
import type { OpenedModel } from "../../src/runtime/openModel";
import { openSeedModel } from "../support/seedModel";

const numCases = 200;

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

/** About 40 s of one core, and other test files run beside it. */
const compareTimeoutMs = 600_000;

interface Comparison {
  readonly numTokens: number;
  readonly numAccepted: number;
  readonly differences: readonly DecodeDifference[];
}

describe.each<Precision>(["fp32", "int8"])(
  "token-recycling beside autoregressive in %s",
  (precision) => {
    let opened: OpenedModel;
    let comparison: Comparison;
    beforeAll(async () => {
      opened = await openSeedModel(precision);
      const files = await sourceFiles(path.join(import.meta.dirname, "../../src"));
      const cases = cutCases(files, numCases, new SeededRandom(2024));
      expect(cases).toHaveLength(numCases);
      comparison = await compare(opened, cases);
    }, compareTimeoutMs);
    afterAll(async () => {
      await opened.close();
    });

    it("drafts tokens that are accepted, so that there is something to compare", () => {
      expect(comparison.numTokens).toBeGreaterThan(10 * numCases);
      expect(comparison.numAccepted).toBeGreaterThan(comparison.numTokens / 4);
    });

    it(
      precision === "fp32" ? "writes the same tokens in every case" : "differs at near ties only",
      () => {
        const { differences, numTokens } = comparison;
        if (precision === "fp32") {
          expect(differences).toEqual([]);
          return;
        }
        const gaps = differences.map(({ topTwoGap }) => topTwoGap ?? Number.POSITIVE_INFINITY);
        process.stdout.write(
          `${precision}: ${String(differences.length)} of ${String(numCases)} cases differ (${String(numTokens)} tokens); ` +
            `gaps between the two best logits: ${gaps.map((gap) => gap.toFixed(4)).join(", ") || "none"}\n`,
        );
        for (const difference of differences) {
          expect(difference.topTwoGap, JSON.stringify(difference)).toBeLessThan(
            largestQuantisedGap,
          );
        }
      },
    );
  },
);

/** Both strategies take turns in going first: the second finds the prompt in the cache, and drafts without having seen it. */
async function compare(opened: OpenedModel, cases: readonly CompletionCase[]): Promise<Comparison> {
  const probe = new DecodeProbe({ ...opened, clock: performance });
  const decode = async (completionCase: CompletionCase, strategy: string): Promise<DecodedCase> => {
    const decoded = await probe.run(completionCase, { ...options, strategy }, neverCancelled);
    invariant(decoded !== undefined, `${completionCase.id} was decoded`);
    return decoded;
  };
  const differences: DecodeDifference[] = [];
  let numTokens = 0;
  let numAccepted = 0;
  for (const [index, completionCase] of cases.entries()) {
    const order = ["autoregressive", "token-recycling"];
    if (index % 2 === 1) order.reverse();
    const decodes = new Map<string, DecodedCase>();
    for (const strategy of order) decodes.set(strategy, await decode(completionCase, strategy));
    const expected = decodes.get("autoregressive");
    const actual = decodes.get("token-recycling");
    invariant(expected !== undefined && actual !== undefined, "both were decoded");
    const difference = await compareDecodes(completionCase.id, { expected, actual }, probe);
    if (difference !== undefined) differences.push(difference);
    numTokens += expected.tokens.length;
    numAccepted += actual.stats.numAcceptedTokens;
  }
  return { numTokens, numAccepted, differences };
}
