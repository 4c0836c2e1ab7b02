import type { Derivations } from "./derivations";
import { mergePieces } from "./mergePieces";
import type { MergeTable } from "./mergeTable";

/**
 * Whether two tokens can stand side by side in one pretoken. A sequence of tokens is what merging writes for its bytes exactly
 * if this holds for each two neighbours.
 *
 * Ranks are times: a token inside another lives from the merge that made it to the merge that used it up. Nothing but the
 * last tokens of the left side and the first of the right side can meet, and only those that live at the same time, so the
 * two spines are walked backwards together. A merge across the seam is due when its rank is reached and both of its parts
 * live; it happens if the left part has not been used up by then, nor the right part before. At the same rank they are one merge
 * in two places, and the leftmost place goes first: the left part's own merge is further left than the seam, the right part's
 * further right.
 *
 * Worked example: with the merges `a b`, `b c`, `ab c` the pair `ab`, `c` is not canonical (`ab c` is due after `ab` was
 * made), nor is `a`, `bc` (`a b` is due at rank 0, and the `b` of `bc` lives until rank 1).
 * Source: the idea of Hayase et al. 2025, arXiv:2506.14123.
 */
export class PairTest {
  readonly #merges: MergeTable;
  readonly #derivations: Derivations;

  constructor(merges: MergeTable, derivations: Derivations) {
    this.#merges = merges;
    this.#derivations = derivations;
  }

  isReachable(token: number): boolean {
    return this.#derivations.isReachable(token);
  }

  /** What merging writes for pieces. */
  merge(pieces: readonly number[]): readonly number[] {
    return mergePieces(pieces, this.#merges);
  }

  /** Whether merging writes `left`, `right` for their bytes. Takes 0.1 to 0.5 µs. */
  isCanonical(left: number, right: number): boolean {
    const derivations = this.#derivations;
    if (!derivations.isReachable(left) || !derivations.isReachable(right)) return false;
    return derivations.isOrdered(left) && derivations.isOrdered(right)
      ? !this.#meets(left, right)
      : this.#stays(left, right);
  }

  /** Whether a merge across the seam happens before both tokens are complete, or then. */
  #meets(left: number, right: number): boolean {
    const derivations = this.#derivations;
    let [x, y] = [left, right];
    let [deathX, deathY] = [Infinity, Infinity];
    for (;;) {
      const [birthX, birthY] = [derivations.birthOf(x), derivations.birthOf(y)];
      const rank = this.#merges.rankOf(x, y);
      if (rank >= 0) {
        const due = Math.max(rank, birthX, birthY);
        if (due < deathX && due <= deathY) return true;
      }
      if (birthX < 0 && birthY < 0) return false;
      // Of two births at one rank the left one is the earlier, so the right one is undone first.
      if (birthY >= birthX) {
        deathY = birthY;
        y = derivations.leftOf(y);
      } else {
        deathX = birthX;
        x = derivations.rightOf(x);
      }
    }
  }

  /** The definition. Needed where ranks are no times: a merge that ranks before one of its parts happens out of turn. */
  #stays(left: number, right: number): boolean {
    const pieces = [...this.#derivations.piecesOf(left), ...this.#derivations.piecesOf(right)];
    const merged = mergePieces(pieces, this.#merges);
    return merged.length === 2 && merged[0] === left && merged[1] === right;
  }
}
