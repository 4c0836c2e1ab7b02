import type { Derivations } from "../../../src/core/tokens/derivations";
import type { MergeTable } from "../../../src/core/tokens/mergeTable";

/** Wrong: forbids every pair whose ends could merge at all, whether or not the parts ever live at the same time. */
export class UnorderedPairTest {
  readonly #merges: MergeTable;
  readonly #derivations: Derivations;

  constructor(merges: MergeTable, derivations: Derivations) {
    this.#merges = merges;
    this.#derivations = derivations;
  }

  isReachable(token: number): boolean {
    return this.#derivations.isReachable(token);
  }

  isCanonical(left: number, right: number): boolean {
    const derivations = this.#derivations;
    if (!derivations.isReachable(left) || !derivations.isReachable(right)) return false;
    const lefts = spine(left, derivations, (token) => derivations.rightOf(token));
    const rights = spine(right, derivations, (token) => derivations.leftOf(token));
    return !lefts.some((x) => rights.some((y) => this.#merges.rankOf(x, y) >= 0));
  }
}

/** `token`, its part at the seam, that one's part, and so on. */
function spine(
  token: number,
  derivations: Derivations,
  partOf: (token: number) => number,
): readonly number[] {
  const tokens = [token];
  for (let on = token; derivations.birthOf(on) >= 0;) {
    on = partOf(on);
    tokens.push(on);
  }
  return tokens;
}
