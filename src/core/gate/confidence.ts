import { byHealing, byModel, type NotedToken } from "../trace/decodeTrace";

/** What the model's own figures say of a whole text. All are by-products of decoding. Logarithms are natural, entropies in nats. */
export interface Confidence {
  readonly numTokens: number;
  /** Mean and least logarithm of the tokens' probabilities. */
  readonly meanLogProbability: number;
  readonly leastLogProbability: number;
  /** Of the first token's distribution, and the greatest of all. */
  readonly firstEntropy: number;
  readonly greatestEntropy: number;
  /** Share of the tokens, 0..1, that a drafter guessed. */
  readonly draftedShare: number;
}

/** One in a thousand million: less probable is no less sure, and every figure is a number. */
const leastLogProbability = -9 * Math.LN10;

/** The figures of a text of these tokens; `undefined` if there is none. */
export function confidenceOf(tokens: readonly NotedToken[]): Confidence | undefined {
  const [first] = tokens;
  if (first === undefined) return undefined;
  const logs = tokens.map(({ logProbability }) => Math.max(leastLogProbability, logProbability));
  const numDrafted = tokens.filter(({ by }) => by !== byModel && by !== byHealing).length;
  return {
    numTokens: tokens.length,
    meanLogProbability: logs.reduce((sum, log) => sum + log, 0) / tokens.length,
    leastLogProbability: Math.min(...logs),
    firstEntropy: first.entropy,
    greatestEntropy: Math.max(...tokens.map(({ entropy }) => entropy)),
    draftedShare: numDrafted / tokens.length,
  };
}
