import { quantile } from "../../../../src/core/stats/quantiles";
import type { LanguageModel } from "../../../../src/core/model/languageModel";
import type { Clock } from "../../../../src/core/ports";
import { chainTree } from "../../../../src/core/tree/chainTree";

/** What a pass over so many nodes costs. */
export interface CostPoint {
  readonly numNodes: number;
  /** Median over the passes. */
  readonly ms: number;
  /** Quartiles. */
  readonly low: number;
  readonly high: number;
}

/** The cost of passes behind so many cached tokens. */
export interface CostCurve {
  readonly cachedLength: number;
  readonly points: readonly CostPoint[];
}

export const costSizes: readonly number[] = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32];

/**
 * Times passes of each size, the sizes taking turns so that a slow minute of the machine hits all alike. A first round is not counted. The
 * model's cache is empty afterwards.
 *
 * @param tokens to feed, [cachedLength + the largest size] at least
 */
export async function measureCosts(
  model: LanguageModel,
  tokens: Int32Array,
  options: {
    readonly cachedLength: number;
    readonly sizes: readonly number[];
    readonly numRounds: number;
    readonly clock: Clock;
  },
): Promise<CostCurve> {
  const { cachedLength, sizes, numRounds, clock } = options;
  await feed(model, tokens.subarray(0, cachedLength));
  const times = sizes.map((): number[] => []);
  for (let round = 0; round <= numRounds; round++) {
    for (const [index, size] of sizes.entries()) {
      const tree = chainTree(tokens.subarray(cachedLength, cachedLength + size));
      const begin = clock.now();
      await model.forward(
        tree,
        tree.tokens.map((_, node) => node),
      );
      if (round > 0) times[index]?.push(clock.now() - begin);
    }
  }
  model.truncate(0);
  const points = sizes.map((numNodes, index) => {
    const of = (p: number): number => quantile(times[index] ?? [], p) ?? Number.NaN;
    return { numNodes, ms: of(0.5), low: of(0.25), high: of(0.75) };
  });
  return { cachedLength, points };
}

const chunkTokens = 64;

async function feed(model: LanguageModel, tokens: Int32Array): Promise<void> {
  model.truncate(0);
  for (let begin = 0; begin < tokens.length; begin += chunkTokens) {
    const tree = chainTree(tokens.subarray(begin, begin + chunkTokens));
    const step = await model.forward(tree, Int32Array.of(tree.size - 1));
    model.keep(
      step,
      tree.tokens.map((_, node) => node),
    );
  }
}
