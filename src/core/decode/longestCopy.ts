/**
 * Most tokens that drafters which copy text may draft for one pass. A long copy is checked like a prompt, at the best price a token
 * has; how much of it pays is decided from its probability and what passes cost.
 */
export const longestCopy = 32;
