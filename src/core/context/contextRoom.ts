/** Fewer say nothing. */
const leastTokens = 48;

/** More have to be kept in the cache, where all passes look at them. */
const mostTokens = 2_048;

/** In how many steps the text around the cursor takes room from the context as it grows. */
const numSteps = 4;

/**
 * How many tokens of context are worth being collected: those that a model reads within a time, and has positions for beside a prompt that
 * is full. They are read once and stay in its cache, mostly while the user rests; but now and then one has to wait for all of them.
 */
export function contextLimit(model: {
  readonly msPerPromptToken: number;
  readonly maxMs: number;
  /** Positions that the longest prompt and what is generated leave; 0 or less for none. */
  readonly numFree: number;
}): number {
  const numInTime = Math.floor(model.maxMs / Math.max(model.msPerPromptToken, 1e-3));
  const numTokens = Math.min(mostTokens, numInTime, model.numFree);
  return numTokens < leastTokens ? 0 : numTokens;
}

/**
 * How many tokens of context there is room for. Context never takes room from the text around the cursor. Where a model's positions are
 * few, that text is given room for more than it has, in steps: what is shown of the context changes four times while a document
 * grows, and not with each key.
 *
 * @param parts.numPositions those of the model, without those that text is generated in
 * @param parts.textRoom most tokens of the prompt without context
 * @param parts.numTextTokens those that it has
 * @param parts.isWhole whether they show all of the document
 */
export function contextRoom(
  limit: number,
  parts: {
    readonly numPositions: number;
    readonly textRoom: number;
    readonly numTextTokens: number;
    readonly isWhole: boolean;
  },
): number {
  const { numPositions, textRoom, numTextTokens, isWhole } = parts;
  const step = Math.ceil(textRoom / numSteps);
  const numKept = isWhole ? Math.min(textRoom, Math.ceil(numTextTokens / step) * step) : textRoom;
  return Math.max(0, Math.min(limit, numPositions - numKept));
}
