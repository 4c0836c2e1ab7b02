import { at } from "../at";

/** What stood in the old text, and what stands in its place, from the first token that differs. */
export interface Rewrite {
  /** [n], n >= 1. */
  readonly old: readonly number[];
  /** Empty where tokens were taken out. */
  readonly new: readonly number[];
}

/** More would be looked through at every token of a draft. */
const mostRewrites = 8;

/** What is longer is no change of a name. */
const mostTokens = 8;

/**
 * The latest changes to a text, so that they can be carried on: whoever changes a name in one place does so in the next. One that
 * was not carried on where it could have been is forgotten.
 *
 * Worked example: `foo` became `bar` and `Baz`. Where the old text has `foo` again, `bar Baz` is expected.
 */
export class Rewrites {
  /** Latest first. */
  #known: readonly Rewrite[] = [];

  /**
   * @param change tokens of the old text and of the new; where none were taken out, the new ones count as a change of the old
   * token behind them
   * @param behind the token that both texts go on with
   */
  remember(change: Rewrite, behind: number): void {
    const rewrite =
      change.old.length > 0 ? change : { old: [behind], new: [...change.new, behind] };
    if (rewrite.old.length > mostTokens || rewrite.new.length > mostTokens) return;
    const others = this.#known.filter((known) => !isSame(known.old, rewrite.old));
    this.#known = [rewrite, ...others].slice(0, mostRewrites);
  }

  /** The latest of which `text` has the old tokens at `index`. */
  find(text: Int32Array, index: number): Rewrite | undefined {
    const first = text[index];
    for (const rewrite of this.#known) {
      // Asked at every token of a draft, and seldom is even the first token the same.
      if (rewrite.old[0] !== first) continue;
      if (rewrite.old.every((token, i) => text[index + i] === token)) return rewrite;
    }
    return undefined;
  }

  /** Where `text` might have been changed at `index`, `token` was written. */
  refute(text: Int32Array, index: number, token: number): void {
    if (token !== at(text, index)) return;
    const rewrite = this.find(text, index);
    this.#known = this.#known.filter((known) => known !== rewrite);
  }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((token, i) => token === b[i]);
}
