import { at } from "../at";
import { numShared } from "../tokens/numShared";
import { copyRun } from "./copyRun";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import { ownText } from "./ownText";
import type { Match, TextIndex } from "./textIndex";

/** How many places are copied from, each of which goes on with another token. */
const mostRuns = 3;

/** What follows a single token is hardly more than a guess, so only the best place may be that much like the end. */
const leastLength = 2;

/** A second place is seldom right, and seldom for long. */
const mostTokensBeside = 8;

const mostTokens = 32;

/**
 * Copies what stood behind earlier places of the document or the text so far that are like its end. A place near the end is
 * continued with what was copied from it, so a text that repeats itself goes on repeating.
 *
 * Worked example: behind `a b c a b` the place `a b` is known, and `c`, `a`, `b`, `c`, ... are drafted below the root `b`.
 */
export class OwnTextDrafter implements Drafter {
  readonly name: string;
  readonly numPromptRows = 0;
  readonly #index: TextIndex;

  constructor(name: string, index: TextIndex) {
    this.name = name;
    this.#index = index;
  }

  begin(tokens: Int32Array, request: DraftRequest): void {
    const text = ownText(tokens, request);
    // Neighbouring requests differ in a few tokens near the cursor.
    const known = numShared(this.#index.tokens, text);
    this.#index.truncate(known);
    for (let i = known; i < text.length; i++) this.#index.push(at(text, i));
  }

  observePrompt(): void {
    // The tokens are all that matters.
  }

  draft(into: DraftBuilder): void {
    const { tokens } = this.#index;
    for (const [rank, { length, end }] of this.#runs().entries()) {
      const period = tokens.length - 1 - end;
      copyRun(into, {
        source: this.name,
        rank,
        matchLength: length,
        mostTokens: rank === 0 ? mostTokens : mostTokensBeside,
        tokenAt: (i) => at(tokens, end + 1 + (i % period)),
      });
    }
  }

  observe(step: VerifiedStep): void {
    for (const token of step.emitted) this.#index.push(token);
  }

  /** The best places that go on with different tokens. */
  #runs(): readonly Match[] {
    const { tokens } = this.#index;
    const runs: Match[] = [];
    const firsts = new Set<number>();
    for (const match of this.#index.matches()) {
      if (runs.length === mostRuns || (runs.length > 0 && match.length < leastLength)) break;
      const first = at(tokens, match.end + 1);
      if (first < 0 || firsts.has(first)) continue;
      firsts.add(first);
      runs.push(match);
    }
    return runs;
  }
}
