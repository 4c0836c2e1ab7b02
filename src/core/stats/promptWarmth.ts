import type { DecodeStats } from "./decodeStats";

/** With so much of its prompt in the cache a request hardly waits for the rest. */
const warmShare = 0.9;

/**
 * Whether a request found its prompt fed already: more than nine tenths of the tokens that can be. The last one never is, since
 * decoding begins with it. `undefined` if the request got no prompt.
 */
export function foundPromptWarm({
  numPromptTokens,
  numReusedTokens,
}: Pick<DecodeStats, "numPromptTokens" | "numReusedTokens">): boolean | undefined {
  if (numPromptTokens === 0) return undefined;
  return numReusedTokens >= warmShare * (numPromptTokens - 1);
}
