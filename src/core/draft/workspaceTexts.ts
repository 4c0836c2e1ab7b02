import { numShared } from "../tokens/numShared";
import { ContextIndex } from "./contextIndex";
import type { Match } from "./textIndex";

/** 2 MiB at 8 bytes a token: some 25,000 lines of code. */
const defaultMostTokens = 1 << 18;

/** A place in one of several texts. */
export interface TextMatch extends Match {
  readonly tokens: Int32Array;
}

/**
 * The tokens of other files, to draft from what they say. It takes 8 bytes a token, and never holds more than `mostTokens`: the
 * texts that were set longest ago make room, and of a text that is larger by itself only the beginning is kept.
 */
export class WorkspaceTexts {
  readonly #mostTokens: number;
  /** In the order in which they were set. */
  readonly #texts = new Map<string, ContextIndex>();
  #numTokens = 0;

  constructor(mostTokens: number = defaultMostTokens) {
    this.#mostTokens = mostTokens;
  }

  /** Of all texts. */
  get numTokens(): number {
    return this.#numTokens;
  }

  /** Adds the text, or replaces the one of this name. */
  set(name: string, tokens: Int32Array): void {
    const kept = tokens.slice(0, this.#mostTokens);
    const known = this.#texts.get(name);
    this.delete(name);
    for (const oldest of this.#texts.keys()) {
      if (this.#numTokens + kept.length <= this.#mostTokens) break;
      this.delete(oldest);
    }
    // A text is set again whenever it is visited, and seldom has it changed.
    const isKnown = known !== undefined && isSame(known.tokens, kept);
    this.#texts.set(name, isKnown ? known : new ContextIndex(kept));
    this.#numTokens += kept.length;
  }

  delete(name: string): void {
    this.#numTokens -= this.#texts.get(name)?.tokens.length ?? 0;
    this.#texts.delete(name);
  }

  /**
   * The places in all texts that are most like the end of `context`, the most alike first; of equals those of the text that was
   * set last. See `ContextIndex`.
   */
  nearest(
    context: ArrayLike<number>,
    limits: { readonly leastLength: number; readonly mostPlaces: number },
  ): readonly TextMatch[] {
    const { mostPlaces } = limits;
    let found: readonly TextMatch[] = [];
    for (const text of Array.from(this.#texts.values()).reverse()) {
      // Of equals the earlier found stay, so a text has to offer more to be asked for its places; few do.
      const worst = found.length < mostPlaces ? undefined : found.at(-1);
      const leastLength = worst === undefined ? limits.leastLength : worst.length + 1;
      const matches = text.nearest(context, { leastLength, mostPlaces });
      if (matches.length === 0) continue;
      found = [...found, ...matches.map((match) => ({ ...match, tokens: text.tokens }))]
        .sort((a, b) => b.length - a.length)
        .slice(0, mostPlaces);
    }
    return found;
  }
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && numShared(a, b) === a.length;
}
