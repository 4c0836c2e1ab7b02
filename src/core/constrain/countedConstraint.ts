import type { Constraint } from "./constraint";

/** Passes everything on to another constraint and counts how often that one is asked about a token. */
export class CountedConstraint<State> implements Constraint<State> {
  readonly #constraint: Constraint<State>;
  #numEvaluations = 0;

  constructor(constraint: Constraint<State>) {
    this.#constraint = constraint;
  }

  /** Calls of `admits` so far, those for draft tokens included. */
  get numEvaluations(): number {
    return this.#numEvaluations;
  }

  start(): State {
    return this.#constraint.start();
  }

  isFree(state: State): boolean {
    return this.#constraint.isFree(state);
  }

  admits(state: State, token: number): boolean {
    this.#numEvaluations += 1;
    return this.#constraint.admits(state, token);
  }

  next(state: State, token: number): State {
    return this.#constraint.next(state, token);
  }

  forced(state: State): readonly number[] | undefined {
    return this.#constraint.forced?.(state);
  }
}
