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
