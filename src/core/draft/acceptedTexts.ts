import { SuffixTree } from "./suffixTree";

/** As in the paper: half of it for what is looked up, half for what is drafted. */
const maxDepth = 64;

/** Most tokens that are looked up in the tree. */
export const MOST_LOOKED_UP = maxDepth / 2;

const defaultMostTokens = 1 << 14;

/** So that one text does not drive out all others; suggestions are shorter. */
const longestText = 512;

/**
 * Suggestions that were accepted, as a tree to draft from. The oldest leave when there are more than `mostTokens`, and they are gone
 * with the process: nothing is written down.
 *
 * Memory: up to two nodes a token, which are about 300 bytes; 5 MB in all.
 */
export class AcceptedTexts {
  readonly tree = new SuffixTree(maxDepth);
  readonly #mostTokens: number;
  #numTokens = 0;

  constructor(mostTokens: number = defaultMostTokens) {
    this.#mostTokens = mostTokens;
  }

  add(tokens: Int32Array): void {
    const text = tokens.slice(0, Math.min(longestText, this.#mostTokens));
    this.tree.insert(text);
    this.#numTokens += text.length;
    while (this.#numTokens > this.#mostTokens) {
      this.#numTokens -= this.tree.texts[0]?.length ?? 0;
      this.tree.evictOldest();
    }
  }
}
