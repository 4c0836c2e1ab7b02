/**
 * Says which tokens may come next. Asked lazily, in the order in which the sampler visits tokens, so the result is the
 * token that masking the whole vocabulary would have given under the same noise.
 * States are immutable: tree nodes share their ancestors'.
 */
export interface Constraint<State> {
  start(): State;
  /** Whether every token is admitted from here on, so that nobody needs to ask. */
  isFree(state: State): boolean;
  admits(state: State, token: number): boolean;
  /** The state after an admitted token. */
  next(state: State, token: number): State;
  /**
   * The next tokens, as far as it leaves no choice about them; `undefined` where it leaves one or cannot say so cheaply. Left out
   * by constraints that never can.
   */
  forced?(state: State): readonly number[] | undefined;
}
