import { at } from "../at";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import { EditAlignment, type Place } from "./editAlignment";
import { Rewrites } from "./rewrites";

/** A chain begins so long, and doubles whenever all of a step agreed with the old text. */
const firstChain = 4;

/** Behind that a chain is checked like a prompt: the longer, the less each token costs. */
const longestChain = 32;

/** Tokens behind a place that is not proven. */
const branchLength = 4;

/**
 * Drafts from what stood behind the cursor before the user began to change it, and from what stands there now: whoever edits
 * code writes most of it again. A pointer into each old text moves along with what is written; where the model departs from it,
 * the ways in which the texts may go together again are drafted side by side. A change that was made before is expected again.
 *
 * Worked example: the old text is `f(a, 1);`, and `f(b` was written. `b` stands for `a`, or comes before it, so `, 1);` is drafted
 * and beside it `a, 1`. Where the old text goes on with `g(a`, `g(b` is drafted.
 * Sources: speculative edits (Cursor 2024), and Wang et al. 2025, arXiv:2506.02780, for going on where the texts meet again; the
 * places and the changes carried on are ours.
 */
export class EditPointer implements Drafter {
  readonly name = "edit-pointer";
  readonly numPromptRows = 0;
  readonly #breaksLine: (token: number) => boolean;
  readonly #leavesSuffix: boolean;
  /** Changes stay from request to request: the next place of a name is often in the next suggestion. */
  readonly #rewrites = new Rewrites();
  #followed: readonly Followed[] = [];

  /**
   * @param parts `breaksLine` says whether a token's text holds the end of a line; `leavesSuffix` whether what stands behind the cursor
   * is left to others who copy from it too
   */
  constructor(parts: {
    readonly breaksLine: (token: number) => boolean;
    readonly leavesSuffix?: boolean;
  }) {
    this.#breaksLine = parts.breaksLine;
    this.#leavesSuffix = parts.leavesSuffix ?? false;
  }

  begin(_tokens: Int32Array, { earlier, suffix }: DraftRequest): void {
    const parts = { rewrites: this.#rewrites, breaksLine: this.#breaksLine };
    this.#followed = (this.#leavesSuffix ? [earlier] : [earlier, suffix]).flatMap((old, i) => {
      if (old === undefined || old.length === 0 || (i > 0 && isEqual(old, earlier))) return [];
      return [{ old, alignment: new EditAlignment(old, parts), chainLength: firstChain }];
    });
  }

  observePrompt(): void {
    // What the model thinks of the prompt says nothing about old texts.
  }

  draft(into: DraftBuilder): void {
    let rank = 0;
    for (const { old, alignment, chainLength } of this.#followed) {
      const length = alignment.isTogether ? chainLength : branchLength;
      for (const place of alignment.places) {
        if (into.isFull) return;
        this.#addChain(into, old, { place, rank, length });
        rank++;
      }
    }
  }

  observe({ emitted }: VerifiedStep): void {
    for (const followed of this.#followed) {
      const { alignment } = followed;
      const wasTogether = alignment.isTogether;
      let hasParted = false;
      for (const token of emitted) {
        alignment.push(token);
        hasParted ||= !alignment.isTogether;
      }
      followed.chainLength =
        wasTogether && !hasParted ? Math.min(longestChain, 2 * followed.chainLength) : firstChain;
    }
  }

  /** The old text from a place on, changed as it was changed before; what it would be unchanged stands beside it. */
  #addChain(
    into: DraftBuilder,
    old: Int32Array,
    options: { readonly place: Place; readonly rank: number; readonly length: number },
  ): void {
    let { ahead, next } = options.place;
    let node = 0;
    for (let i = 0; i < options.length && node >= 0; i++) {
      const guess = {
        source: this.name,
        rank: i === 0 ? options.rank : 0,
        matchLength: options.place.run + i,
      };
      while (ahead.length === 0) {
        const rewrite = this.#rewrites.find(old, next);
        if (rewrite === undefined) break;
        into.add(node, at(old, next), { ...guess, rank: guess.rank + 1 });
        ahead = rewrite.new;
        next += rewrite.old.length;
      }
      const first = ahead[0] ?? old[next];
      if (first === undefined) return;
      if (ahead.length === 0) next++;
      else ahead = ahead.slice(1);
      node = into.add(node, first, guess);
    }
  }
}

/** An old text, and how far the new one has come in it. */
interface Followed {
  readonly old: Int32Array;
  readonly alignment: EditAlignment;
  chainLength: number;
}

function isEqual(a: Int32Array, b: Int32Array | undefined): boolean {
  return a.length === b?.length && a.every((token, i) => token === b[i]);
}
