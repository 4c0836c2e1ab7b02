import type { Constraint } from "../constrain/constraint";
import { invariant } from "../errors";

/** A token on the way down an order. */
export interface Visit {
  readonly token: number;
  /**
   * Log of its weight in the law that is drawn from: its logit after penalty and temperature, or -Infinity for a token that only
   * comes because none before it may.
   */
  readonly score: number;
}

/**
 * Tokens in the order in which they are wanted, most wanted first, each once, sorted only as far as somebody looks. It comes in
 * stretches, so that waiting for a whole row happens between them and never at a token.
 */
export type TokenOrder = AsyncIterable<Iterable<Visit>>;

/** Whether a token may come. */
export type Admits = (token: number) => boolean;

/** What a constraint admits in one state. */
export function admitsIn<State>(constraint: Constraint<State>, state: State): Admits {
  return (token) => constraint.admits(state, token);
}

/**
 * The first token of the order that is admitted. Asks only about tokens that are visited, and answers what masking the whole
 * vocabulary before would have given.
 *
 * @throws ForetypeError("invariant") if none is admitted
 * Source: Lipkin et al. 2025, arXiv:2504.05410.
 */
export async function firstAdmitted(order: TokenOrder, admits: Admits): Promise<number> {
  for await (const stretch of order) {
    for (const { token } of stretch) {
      if (admits(token)) return token;
    }
  }
  return noneAdmitted();
}

/** A constraint that leaves no token is a fault of the constraint. */
export function noneAdmitted(): never {
  invariant(false, "the constraint admits no token of the vocabulary");
}
