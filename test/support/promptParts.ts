import type { PromptParts } from "../../src/core/complete/fimPrompt";

const noTokens = new Int32Array(0);

/** A prompt of marks alone. */
export const noParts: PromptParts = {
  repository: noTokens,
  path: noTokens,
  others: noTokens,
  outline: noTokens,
  beforeHole: noTokens,
  fromHole: noTokens,
  suffix: noTokens,
};
