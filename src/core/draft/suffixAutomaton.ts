import { at } from "../at";
import { invariant } from "../errors";
import { StateEdges } from "./stateEdges";
import type { Match, TextIndex } from "./textIndex";

const NONE = -1;
const ROOT = 0;

/**
 * How many suffixes learn at a push that they occurred once more, the longest first. On a run of equal tokens every beginning of it is
 * a suffix, and telling all of them would take quadratic time: 79,800 steps for 400 tokens. A suffix that was not told has an older
 * occurrence than it might.
 */
const defaultMostUpdates = 16;

/** What `truncate` has to put back. */
const changes = { target: 0, link: 1, last: 2 } as const;

/**
 * The suffix automaton of a growing text. At every push it knows the longest suffix that occurred before, and where it ended most
 * recently; `truncate` undoes pushes, so a text that changes at its end costs no more than the change.
 *
 * Worked example: behind `a b c a b` the matches are `a b`, which ended at index 1. Behind one more `d` there are none.
 *
 * Memory: about 300 bytes a token of code, half of it for undoing. Meant for prompts.
 * Source: Blumer et al. 1985, doi:10.1016/0304-3975(85)90157-4, for the automaton; Hu et al. 2024, arXiv:2411.10666, for drafting by
 * it. The most recent place instead of the earliest, and undoing, are ours.
 */
export class SuffixAutomaton implements TextIndex {
  readonly #mostUpdates: number;
  readonly #text: number[] = [];
  readonly #edges = new StateEdges();
  /** Per state: the length of its longest string, its suffix link, and the ends of its first and its latest known occurrence. */
  readonly #lengths: number[] = [];
  readonly #links: number[] = [];
  readonly #firsts: number[] = [];
  readonly #lasts: number[] = [];
  /** The state of the whole text. */
  #tail = ROOT;
  /** Earlier values in the order of change, three numbers each: which list, where, what stood there. */
  readonly #journal: number[] = [];
  /** Per token, before it was pushed: the tail, and the lengths of journal and edges, and the number of states. */
  readonly #marks: number[] = [];
  /** As `matches` gives them: lengths and ends, in turn. */
  readonly #matches: number[] = [];

  constructor(mostUpdates: number = defaultMostUpdates) {
    this.#mostUpdates = mostUpdates;
    this.#addState(0, NONE, NONE);
  }

  get tokens(): readonly number[] {
    return this.#text;
  }

  push(token: number): void {
    const end = this.#text.length;
    this.#marks.push(this.#tail, this.#journal.length, this.#edges.size, this.#links.length);
    this.#text.push(token);
    const current = this.#addState(end + 1, end, end);
    this.#links[current] = this.#linkOf(current, token);
    this.#tail = current;
    this.#find(at(this.#links, current), end);
  }

  truncate(length: number): void {
    if (length >= this.#text.length) return;
    while (this.#text.length > length) this.#undo();
    this.#matches.length = 0;
    if (length === 0) return;
    // What stood before the last token's push is known only while it is pushed.
    const last = at(this.#text, length - 1);
    this.#undo();
    this.push(last);
  }

  matches(): readonly Match[] {
    const found = this.#matches;
    return Array.from({ length: found.length / 2 }, (_, i) => ({
      length: at(found, 2 * i),
      end: at(found, 2 * i + 1),
    }));
  }

  #addState(length: number, first: number, last: number): number {
    this.#edges.addState();
    this.#lengths.push(length);
    this.#links.push(NONE);
    this.#firsts.push(first);
    this.#lasts.push(last);
    return this.#links.length - 1;
  }

  /** Leads all suffixes that had no transition over `token` to `current`; the state of the longest that had one. */
  #linkOf(current: number, token: number): number {
    let state = this.#tail;
    let edge = NONE;
    while (state !== NONE && (edge = this.#edges.find(state, token)) === NONE) {
      this.#edges.add(state, token, current);
      state = at(this.#links, state);
    }
    if (state === NONE) return ROOT;
    const next = this.#edges.targetOf(edge);
    const length = at(this.#lengths, state) + 1;
    return at(this.#lengths, next) === length ? next : this.#split(next, state, token, length);
  }

  /** A state for the strings of `next` up to `length` tokens, which from now on end in more places than the longer ones. */
  #split(next: number, above: number, token: number, length: number): number {
    const clone = this.#addState(length, at(this.#firsts, next), at(this.#lasts, next));
    this.#edges.copy(next, clone);
    this.#links[clone] = at(this.#links, next);
    this.#change(changes.link, this.#links, next, clone);
    for (let state = above; state !== NONE; state = at(this.#links, state)) {
      const edge = this.#edges.find(state, token);
      if (edge === NONE || this.#edges.targetOf(edge) !== next) break;
      this.#journal.push(changes.target, edge, next);
      this.#edges.redirect(edge, clone);
    }
    return clone;
  }

  /**
   * Takes note of where the suffixes occurred, the longest also where it did first, and tells them that they occur at `end`. A
   * suffix that last occurred at the end of a longer one adds nothing.
   */
  #find(longest: number, end: number): void {
    this.#matches.length = 0;
    let state = longest;
    let latest = NONE;
    for (let i = 0; i < this.#mostUpdates && state > ROOT; i++) {
      const [length, first, last] = [
        at(this.#lengths, state),
        at(this.#firsts, state),
        at(this.#lasts, state),
      ];
      if (last !== latest) this.#matches.push(length, last);
      if (state === longest && first !== last) this.#matches.push(length, first);
      latest = last;
      this.#change(changes.last, this.#lasts, state, end);
      state = at(this.#links, state);
    }
  }

  #change(list: number, values: number[], index: number, value: number): void {
    this.#journal.push(list, index, at(values, index));
    values[index] = value;
  }

  #undo(): void {
    const numStates = takeLast(this.#marks);
    const numEdges = takeLast(this.#marks);
    const journalLength = takeLast(this.#marks);
    this.#tail = takeLast(this.#marks);
    while (this.#journal.length > journalLength) {
      const old = takeLast(this.#journal);
      const index = takeLast(this.#journal);
      const list = takeLast(this.#journal);
      if (list === changes.target) this.#edges.redirect(index, old);
      else if (list === changes.link) this.#links[index] = old;
      else this.#lasts[index] = old;
    }
    this.#edges.truncate(numEdges);
    while (this.#links.length > numStates) {
      this.#edges.removeState();
      for (const list of [this.#lengths, this.#links, this.#firsts, this.#lasts]) list.pop();
    }
    this.#text.pop();
  }
}

function takeLast(list: number[]): number {
  const last = list.pop();
  invariant(last !== undefined, "as much is undone as was done");
  return last;
}
