import { at } from "../at";
import { numShared } from "../tokens/numShared";
import { GramPlaces } from "./gramPlaces";
import type { Match } from "./textIndex";

/** Contexts are compared up to that many tokens: of two places that are more alike than that neither is the better. */
export const MOST_CONTEXT = 32;

/** A single token stands nearly everywhere. */
const LEAST_CONTEXT = 2;

/** Some 25,000 lines of code: 8 MiB with all indices. */
const defaultMostTokens = 1 << 18;

/** Runs whose places are known. The longest is looked up first: where it stands, shorter matches are of little use. */
const gramLengths = [8, 4, LEAST_CONTEXT];

/** Of more places at which the same run stands, the newest are looked at. */
const mostLookedAt = 64;

/** Between texts, so that nothing matches across their ends. */
const separator = -1;

/** A place in one of several texts; behind the text's end stands a negative token. */
export interface TextMatch extends Match {
  readonly tokens: Int32Array;
}

/**
 * The tokens of other files, to draft from what they say. It never holds more than `mostTokens`: the texts that were set longest ago
 * make room, and of a text that is larger by itself only the beginning is kept.
 *
 * All texts stand in one array, and the places of their runs of 8, 4 and 2 tokens are known, so adding a text takes microseconds a
 * line and a question a few dozen comparisons, however many texts there are. What is deleted is overwritten, and given back when it
 * has become more than what is left.
 */
export class WorkspaceTexts {
  readonly #mostTokens: number;
  /** In the order in which they were set. */
  readonly #texts = new Map<string, { readonly from: number; readonly to: number }>();
  readonly #grams = gramLengths.map((length) => new GramPlaces(length));
  #tokens = new Int32Array(0);
  /** Of `tokens`, separators and what was deleted included. */
  #end = 0;
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
    const kept = tokens.subarray(0, this.#mostTokens);
    // A text is set again whenever it is visited, and seldom has it changed.
    if (this.#isNewest(name, kept)) return;
    this.delete(name);
    for (const oldest of this.#texts.keys()) {
      if (this.#numTokens + kept.length <= this.#mostTokens) break;
      this.delete(oldest);
    }
    if (this.#end > 2 * (this.#numTokens + this.#texts.size)) this.#compact();
    this.#append(name, kept);
  }

  delete(name: string): void {
    const text = this.#texts.get(name);
    if (text === undefined) return;
    this.#tokens.fill(separator, text.from, text.to);
    this.#numTokens -= text.to - text.from;
    this.#texts.delete(name);
  }

  /**
   * The places in all texts that are most like the end of `context`, the most alike first; of equals those of the text that was
   * set last. Places that share less than `LEAST_CONTEXT` of its last `MOST_CONTEXT` tokens are left out.
   */
  nearest(context: ArrayLike<number>, mostPlaces: number): readonly TextMatch[] {
    const tokens = this.#tokens;
    const begin = Math.max(0, context.length - MOST_CONTEXT);
    const ending = Int32Array.from({ length: context.length - begin }, (_, i) =>
      at(context, begin + i),
    );
    const found = new Map<number, TextMatch>();
    for (const grams of this.#grams) {
      if (found.size >= mostPlaces) break;
      if (grams.length > ending.length) continue;
      let place = grams.newest(ending, ending.length - 1);
      for (let i = 0; i < mostLookedAt && place >= 0; i++, place = grams.before(place)) {
        if (found.has(place)) continue;
        const length = sharedLength(tokens, place, ending);
        if (length >= grams.length) found.set(place, { length, end: place, tokens });
      }
    }
    return Array.from(found.values())
      .sort((a, b) => b.length - a.length || b.end - a.end)
      .slice(0, mostPlaces);
  }

  /** Whether a text is there already, behind all others. */
  #isNewest(name: string, text: Int32Array): boolean {
    const known = this.#texts.get(name);
    if (known === undefined || known.to + 1 !== this.#end) return false;
    const there = this.#tokens.subarray(known.from, known.to);
    return there.length === text.length && numShared(there, text) === text.length;
  }

  #append(name: string, text: Int32Array): void {
    const from = this.#end;
    const to = from + text.length;
    // One more for the separator.
    if (to >= this.#tokens.length) {
      const larger = new Int32Array(2 * (to + 1)).fill(separator);
      larger.set(this.#tokens.subarray(0, from));
      this.#tokens = larger;
    }
    this.#tokens.set(text, from);
    this.#tokens[to] = separator;
    this.#end = to + 1;
    this.#numTokens += text.length;
    this.#texts.set(name, { from, to });
    for (const grams of this.#grams) grams.extend(this.#tokens, from, to);
  }

  #compact(): void {
    const kept = Array.from(this.#texts, ([name, { from, to }]) => ({
      name,
      text: this.#tokens.slice(from, to),
    }));
    for (const grams of this.#grams) grams.clear();
    this.#texts.clear();
    this.#end = 0;
    this.#numTokens = 0;
    for (const { name, text } of kept) this.#append(name, text);
  }
}

/** How many tokens up to `place` are those at the end of `ending`. */
function sharedLength(tokens: Int32Array, place: number, ending: Int32Array): number {
  const most = Math.min(ending.length, place + 1);
  let length = 0;
  // Separators are no tokens, so they match nothing.
  while (length < most && tokens[place - length] === ending[ending.length - 1 - length]) length++;
  return length;
}
