/**
 * Position-keyed Gumbel noise: a pure function of where and what, so that speculative decoding at a temperature gives
 * token for token the text of plain decoding with the same seed.
 */
export interface Noise {
  /**
   * @param position absolute position of the token that is chosen
   * @param token its id, or `TAIL` for "any token below the top K"
   */
  gumbel(position: number, token: number): number;
}

/** Stands for all tokens outside the top K in a grouped draw. */
export const TAIL = -1;
