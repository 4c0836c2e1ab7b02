import { unconstrained } from "../constrain/unconstrained";
import { RecentlyUsed } from "../recentlyUsed";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import { TokenIndex } from "../tokens/tokenIndex";
import { encodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";
import { CoverTree } from "./coverTree";
import type { HealPlan, Healer } from "./healer";
import { stableBoundary } from "./stableBoundary";

/**
 * Trees that are kept. The one for an indentation asks about all tokens that begin with a blank, 2,000 or more, which takes a
 * hundred times as long as one for the beginning of a word; but there are only so many indentations.
 */
const mostTrees = 256;

/**
 * Conditions on the bytes before the cursor: the prompt ends at the last stable boundary, and all ways to spell what stands
 * between it and the cursor are scored in one pass. So the model never sees a token that the cursor has cut in two, nothing
 * depends on where exactly the cursor is, and the prompt's tokens stay what they are while the user types.
 *
 * Where there is one way only, its tokens join the prompt and no pass is spent.
 */
export class ExactHealing implements Healer {
  readonly #vocabulary: Vocabulary;
  readonly #encoder: CachedEncoder;
  readonly #index: TokenIndex;
  /** By the held text. */
  readonly #trees = new RecentlyUsed<CoverTree>(mostTrees);
  /** A proven boundary of the last text that had one; texts that only continue it have it, too. */
  #proven = { prefix: "", index: 0 };

  constructor(vocabulary: Vocabulary, encoder: CachedEncoder) {
    this.#vocabulary = vocabulary;
    this.#encoder = encoder;
    this.#index = new TokenIndex(vocabulary);
  }

  plan(prefix: string): HealPlan {
    const boundary = this.#boundaryOf(prefix);
    const constraint = unconstrained;
    const held = prefix.slice(boundary);
    const parts = { vocabulary: this.#vocabulary, index: this.#index };
    const covers = this.#trees.get(held, () => new CoverTree(encodeUtf8(held), parts));
    if (hasChoice(covers, this.#vocabulary)) {
      return {
        tokens: this.#encoder.encode(prefix.slice(0, boundary)),
        held: covers.held,
        constraint,
        covers,
      };
    }
    return { tokens: this.#encoder.encode(prefix), held: new Uint8Array(0), constraint };
  }

  #boundaryOf(prefix: string): number {
    const known = prefix.startsWith(this.#proven.prefix) ? this.#proven.index : 0;
    const { index, isProven } = stableBoundary(prefix, this.#vocabulary, known);
    if (isProven) this.#proven = { prefix, index };
    return index;
  }
}

/**
 * Whether there is anything to choose: not if nothing is held, if the only cover is the tokens of the held text, or if there
 * is none (behind a boundary that was given up without proof).
 */
function hasChoice(covers: CoverTree, vocabulary: Vocabulary): boolean {
  if (covers.held.length === 0) return false;
  const all = covers.covers(1);
  if (all === undefined) return true;
  return all.some(
    ({ node, token }) => vocabulary.bytesOf(token).length > covers.restOf(node).length,
  );
}
