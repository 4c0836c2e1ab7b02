import { copyRun } from "./copyRun";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import { textBefore } from "./ownText";
import { MOST_CONTEXT, type TextMatch, type WorkspaceTexts } from "./workspaceTexts";

/** Enough to see which continuation is the usual one. */
const mostPlaces = 16;

const mostRuns = 3;
const mostTokens = 32;
const mostTokensBeside = 8;

/**
 * Copies what other files say behind places that are like the end of the text. Where they go on differently, what stands behind more
 * of the best places goes first.
 *
 * Worked example: two files say `import { at } from`, and the text ends with `import {`. ` at` and what follows it are drafted.
 * Source: He et al. 2023, arXiv:2311.08252, for drafting from a store of texts; the places' order and the votes are ours.
 */
export class WorkspaceDrafter implements Drafter {
  readonly name = "workspace";
  readonly numPromptRows = 0;
  readonly #texts: Pick<WorkspaceTexts, "nearest">;
  /** The end of the text so far. */
  #context: number[] = [];

  constructor(texts: Pick<WorkspaceTexts, "nearest">) {
    this.#texts = texts;
  }

  begin(tokens: Int32Array, request: DraftRequest): void {
    this.#context = Array.from(textBefore(tokens, request).subarray(-MOST_CONTEXT));
  }

  observePrompt(): void {
    // The tokens are all that matters.
  }

  draft(into: DraftBuilder): void {
    const matches = this.#texts.nearest(this.#context, mostPlaces);
    for (const [rank, { tokens, length, end }] of bestRuns(matches).entries()) {
      copyRun(into, {
        source: this.name,
        rank,
        matchLength: length,
        mostTokens: rank === 0 ? mostTokens : mostTokensBeside,
        tokenAt: (i) => tokens[end + 1 + i] ?? -1,
      });
    }
  }

  observe(step: VerifiedStep): void {
    this.#context.push(...step.emitted);
  }
}

/** The best place for each token that follows, by its length and then by how many places of that length say the same. */
function bestRuns(matches: readonly TextMatch[]): readonly TextMatch[] {
  const choices = new Map<number, { readonly match: TextMatch; votes: number }>();
  for (const match of matches) {
    const next = match.tokens[match.end + 1] ?? -1;
    if (next < 0) continue;
    const choice = choices.get(next);
    if (choice === undefined) choices.set(next, { match, votes: 1 });
    else if (choice.match.length === match.length) choice.votes++;
  }
  return Array.from(choices.values())
    .sort((a, b) => b.match.length - a.match.length || b.votes - a.votes)
    .slice(0, mostRuns)
    .map(({ match }) => match);
}
