import type { Drafter } from "./drafter";

/** Guesses nothing, so that every pass of the model yields one token. */
export class NoDraft implements Drafter {
  readonly name = "none";
  readonly numPromptRows = 0;

  begin(): void {
    // Nothing to prepare.
  }

  observePrompt(): void {
    // Nothing to learn.
  }

  draft(): void {
    // For every tree: leave the root alone.
  }

  observe(): void {
    // Nothing to learn.
  }
}
