import { at } from "../at";
import { invariant } from "../errors";
import type { WatermarkNoise } from "./watermarkNoise";

/**
 * How well the best block of a text fits a key: the smallest sum of ln(1 - u) over the tokens of a block, of all blocks and all
 * places of the key's sequence where a block may begin. The more negative, the better the fit, for marked tokens
 * have u near 1.
 *
 * The text may begin anywhere in the sequence, so each of the n ways to lay one along the other is one run over the text
 * with a sliding sum: n m steps for m tokens.
 *
 * @param tokens [m], m >= 1
 * @param options.blockTokens length of a block; the whole text where it is shorter
 * Source: the EXP test statistic of Kuditipudi et al. 2023, arXiv:2307.15593.
 */
export function watermarkStatistic(
  tokens: Int32Array,
  noise: WatermarkNoise,
  { blockTokens }: { readonly blockTokens: number },
): number {
  invariant(tokens.length > 0, "a statistic needs a token");
  const { length } = noise;
  const columns = columnsOf(tokens);
  const numColumns = columns.tokens.length;
  const costs = new Float64Array(length * numColumns);
  for (let place = 0; place < length; place++) {
    for (const [column, token] of columns.tokens.entries()) {
      costs[place * numColumns + column] = Math.log1p(-noise.uniform(place, token));
    }
  }
  const blockLength = Math.min(blockTokens, tokens.length);
  const laid = new Float64Array(tokens.length);
  let best = Number.POSITIVE_INFINITY;
  for (let start = 0; start < length; start++) {
    let sum = 0;
    let place = start;
    for (const [index, column] of columns.columnAt.entries()) {
      const cost = at(costs, place * numColumns + column);
      laid[index] = cost;
      sum += cost;
      if (index >= blockLength) sum -= at(laid, index - blockLength);
      if (index >= blockLength - 1) best = Math.min(best, sum);
      place = place + 1 < length ? place + 1 : 0;
    }
  }
  return best;
}

/** The different tokens of a text, and which of them stands where. */
function columnsOf(tokens: Int32Array): {
  readonly tokens: readonly number[];
  readonly columnAt: Int32Array;
} {
  const columns = new Map<number, number>();
  const columnAt = tokens.map((token) => {
    const column = columns.get(token) ?? columns.size;
    columns.set(token, column);
    return column;
  });
  return { tokens: Array.from(columns.keys()), columnAt };
}
