import { at } from "../at";
import type { Rewrites } from "./rewrites";

/** Where in the old text the new one may go on. */
export interface Place {
  /** Tokens of a change that was made before, which come first. */
  readonly ahead: readonly number[];
  /** Index in the old text of the token behind them. */
  readonly next: number;
  /** How many tokens in a row agree with those before `next`. */
  readonly run: number;
}

const NONE = -1;

/** More would be drafted too shallow to be worth it. */
const mostPlaces = 4;

/** So many agreeing tokens prove a place that is the only one, and one more proves any. */
const provenRun = 2;

/** Longest run of written tokens that is looked up in the old text. */
const longestLookup = 4;

/** A change of more tokens is no change of so many others. */
const mostCounted = 4;

/** How far from where the texts parted a run is looked up; a line may be as long as a file. */
const mostLinesOff = 40;
const mostTokensOff = 1024;

/**
 * Follows in an old text how far a new one has come that is much like it.
 *
 * While each new token is the old text's next one, or one of a change that was made before, there is one place. Where a token differs, the new text may have something in
 * place of the old tokens (behind which both go on), something added, or something left out: all of these are kept as places
 * until tokens that agree prove one of them. What was replaced is told to `rewrites`.
 *
 * Worked example: old is `a b c d e`, and `a x` was written. `x` may stand for `b`, then `c` comes; or be new, then `b` comes.
 * When `c d` is written, the place is before `e`, and `b` has become `x`.
 */
export class EditAlignment {
  readonly #old: Int32Array;
  /** [old.length + 1] lines that end before each token. */
  readonly #lines: Int32Array;
  /** Where each token stands, ascending. */
  readonly #occurrences = new Map<number, number[]>();
  readonly #breaksLine: (token: number) => boolean;
  readonly #rewrites: Rewrites;
  #places: readonly Place[] = [{ ahead: [], next: 0, run: 0 }];
  /** Tokens since the texts parted, and the old text's index there. Nothing while they go together. */
  #written: number[] = [];
  #parting = 0;
  /** Whether anything agreed before they parted: where nothing did, the texts may begin at different places. */
  #agreed = false;

  constructor(
    old: Int32Array,
    parts: {
      readonly rewrites: Rewrites;
      /** Whether a token's text holds the end of a line. */
      readonly breaksLine: (token: number) => boolean;
    },
  ) {
    this.#old = old;
    this.#rewrites = parts.rewrites;
    this.#breaksLine = parts.breaksLine;
    this.#lines = new Int32Array(old.length + 1);
    for (const [i, token] of old.entries()) {
      this.#lines[i + 1] = at(this.#lines, i) + (parts.breaksLine(token) ? 1 : 0);
      const known = this.#occurrences.get(token);
      if (known === undefined) this.#occurrences.set(token, [i]);
      else known.push(i);
    }
  }

  /** Whether the place is known. */
  get isTogether(): boolean {
    return this.#written.length === 0;
  }

  /** Where the new text may go on, the most probable place first; none where the texts have parted for good. */
  get places(): readonly Place[] {
    return this.#places;
  }

  /** The new text's next token. */
  push(token: number): void {
    const kept = this.#places.flatMap((place) => this.#follow(place, token));
    const [here] = this.#places;
    if (this.isTogether && here !== undefined) {
      if (kept.length > 0) {
        if (here.ahead.length === 0) this.#rewrites.refute(this.#old, here.next, token);
        this.#places = kept;
        return;
      }
      this.#parting = here.next;
      this.#agreed = here.run > 0;
    }
    this.#written.push(token);
    const places = this.#distinct([...byRun(kept), ...this.#guesses()]);
    const proven = this.#proven(places);
    if (proven === undefined) this.#places = places.slice(0, mostPlaces);
    else this.#meet(proven);
  }

  /** The place behind `token`, if the old text goes on with it, as it was or changed as it was changed before. */
  #follow({ ahead, next, run }: Place, token: number): Place[] {
    if (ahead.length > 0) return ahead[0] === token ? [{ ahead: ahead.slice(1), next, run }] : [];
    if (this.#old[next] === token) return [{ ahead, next: next + 1, run: run + 1 }];
    const rewrite = this.#rewrites.find(this.#old, next);
    if (rewrite === undefined) return [];
    const changed = { ahead: rewrite.new, next: next + rewrite.old.length, run: 0 };
    return this.#follow(changed, token);
  }

  #proven(places: readonly Place[]): Place | undefined {
    const agreeing = places.filter(({ run }) => run >= provenRun);
    return agreeing.find(({ run }) => agreeing.length === 1 || run > provenRun);
  }

  /** The texts go together again. */
  #meet(place: Place): void {
    const begin = place.next - place.run;
    if (this.#agreed && begin >= this.#parting) {
      const change = {
        old: Array.from(this.#old.subarray(this.#parting, begin)),
        new: this.#written.slice(0, this.#written.length - place.run),
      };
      this.#rewrites.remember(change, at(this.#old, begin));
    }
    this.#places = [place];
    this.#written = [];
  }

  /** Where the texts may meet, from what was written so far. */
  #guesses(): Place[] {
    const numWritten = this.#written.length;
    const last = at(this.#written, numWritten - 1);
    const behind = (next: number): Place => ({ ahead: [], next, run: 0 });
    const places: Place[] = [];
    const nearest = this.#nearest(last);
    for (let run = longestLookup; run >= provenRun; run--) places.push(...(nearest[run] ?? []));
    if (this.#breaksLine(last)) places.push(...this.#lineStarts().map(behind));
    if (numWritten <= mostCounted) {
      // As many old tokens replaced, or one, or none, or one more.
      const counts = [numWritten, 1, 0, numWritten + 1];
      places.push(...counts.map((num) => behind(this.#parting + num)));
    }
    places.push(...(nearest[1] ?? []));
    return places;
  }

  /** For each length of run, behind the last so many written tokens where they are nearest to where the texts parted: ahead, and before. */
  #nearest(last: number): readonly (readonly Place[])[] {
    const ahead = new Array<number>(longestLookup + 1).fill(NONE);
    const before = new Array<number>(longestLookup + 1).fill(NONE);
    // A loop without objects: a blank or a bracket may stand in hundreds of places, and this is asked for every token.
    for (const end of this.#occurrences.get(last) ?? []) {
      if (end - this.#parting > mostTokensOff + longestLookup) break;
      const length = this.#runTo(end);
      for (let run = 1; run <= length; run++) {
        const index = end - run + 1;
        if (!this.#isNear(index)) continue;
        if (index < this.#parting) before[run] = index;
        else if (ahead[run] === NONE) ahead[run] = index;
      }
    }
    return ahead.map((index, run) =>
      [index, before[run] ?? NONE]
        .filter((start) => start !== NONE)
        .map((start) => ({ ahead: [], next: start + run, run })),
    );
  }

  #isNear(index: number): boolean {
    const linesOff = (this.#lines[index] ?? Infinity) - at(this.#lines, this.#parting);
    return Math.abs(index - this.#parting) <= mostTokensOff && Math.abs(linesOff) <= mostLinesOff;
  }

  /** How many of the last written tokens the old text has up to `end`. */
  #runTo(end: number): number {
    const most = Math.min(longestLookup, this.#written.length);
    let run = 1;
    while (run < most && this.#old[end - run] === this.#written.at(-1 - run)) run++;
    return run;
  }

  /** The first tokens of the next two lines of the old text. */
  #lineStarts(): number[] {
    const starts: number[] = [];
    for (let index = this.#parting; index < this.#old.length && starts.length < 2; index++) {
      if (at(this.#lines, index + 1) > at(this.#lines, index)) starts.push(index + 1);
    }
    return starts;
  }

  /** Those inside the old text, each once: the first stays, with the longest run. */
  #distinct(places: readonly Place[]): Place[] {
    const distinct: Place[] = [];
    for (const place of places) {
      if (place.next > this.#old.length) continue;
      if (place.next === this.#old.length && place.ahead.length === 0 && place.run === 0) continue;
      const known = distinct.findIndex(
        (other) => other.next === place.next && other.ahead.length === place.ahead.length,
      );
      if (known < 0) distinct.push(place);
      else if (place.run > (distinct[known]?.run ?? 0)) distinct[known] = place;
    }
    return distinct;
  }
}

function byRun(places: readonly Place[]): Place[] {
  return places.toSorted((a, b) => b.run - a.run);
}
