import type { DraftBuilder } from "./draftBuilder";

/** What is to be copied behind the root. */
export interface Run {
  /** Name of the drafter. */
  readonly source: string;
  /** Of its first token among the drafter's choices behind the root. */
  readonly rank: number;
  /** How many tokens up to the root agree with those of the place. */
  readonly matchLength: number;
  /** Most tokens to copy. */
  readonly mostTokens: number;
  /** The token `index` places behind the first; negative where the text ends. */
  readonly tokenAt: (index: number) => number;
}

/** Drafts a run as a chain below the root. With each token the match is one longer, if the token is right. */
export function copyRun(into: DraftBuilder, run: Run): void {
  let node = 0;
  for (let i = 0; i < run.mostTokens; i++) {
    const token = run.tokenAt(i);
    if (token < 0) return;
    const rank = i === 0 ? run.rank : 0;
    node = into.add(node, token, {
      source: run.source,
      rank,
      matchLength: run.matchLength + i,
    });
    if (node < 0) return;
  }
}
