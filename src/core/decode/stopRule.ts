import type { StopReason } from "../complete/outcome";

/** Where to end: the first `length` bytes stay. */
export interface Stop {
  readonly length: number;
  readonly reason: StopReason;
}

/** Looks at the text so far after each token and says whether, and where, it ends. Works on bytes: a stop may span tokens. */
export interface StopRule {
  /**
   * How many bytes of text that `check` has let pass a later stop may still cut off. Text is shown while decoding only
   * when it is out of reach. Left out: any number, so that all text is shown at the end.
   */
  readonly numReachableBytes?: number;
  /**
   * The same less what takes long to tell, for text of which most is never written; it overlooks some stops. Left out: the rule
   * itself.
   */
  readonly quick?: StopRule;
  /**
   * @param text bytes generated after the cursor so far
   * @param from how many of them were there at the last call
   */
  check(text: Uint8Array, from: number): Stop | undefined;
}

/** Overlooks every stop. */
export const noStop: StopRule = { check: () => undefined };
