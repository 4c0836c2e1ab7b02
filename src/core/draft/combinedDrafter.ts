import type { StepOutput } from "../model/languageModel";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";

/** Told which drafter failed and how. */
export type OnDrafterFailure = (drafter: string, error: unknown) => void;

/**
 * Several drafters as one, or a single one that may fail. Each adds its guesses to the same tree, where equal ones meet: the
 * first in the list is asked first, so the cheap ones stand there.
 *
 * One that throws is left out for the rest of the request: a request needs no drafts to end well. What it guessed before stays.
 */
export class CombinedDrafter implements Drafter {
  readonly name = "combined";
  readonly numPromptRows: number;
  readonly readPrompt?: () => Promise<void>;
  readonly #drafters: readonly Drafter[];
  readonly #onFailure: OnDrafterFailure;
  /** Those that have not failed in this request. */
  #sound: readonly Drafter[];

  constructor(drafters: readonly Drafter[], onFailure: OnDrafterFailure) {
    this.#drafters = drafters;
    this.#sound = drafters;
    this.#onFailure = onFailure;
    this.numPromptRows = Math.max(0, ...drafters.map(({ numPromptRows }) => numPromptRows));
    if (drafters.some((drafter) => drafter.readPrompt !== undefined)) {
      this.readPrompt = () => this.#readPrompt();
    }
  }

  begin(tokens: Int32Array, request: DraftRequest): void {
    this.#sound = this.#drafters;
    this.#each((drafter) => {
      drafter.begin(tokens, request);
    });
  }

  observePrompt(output: StepOutput, rows: Int32Array): void {
    this.#each((drafter) => {
      if (drafter.numPromptRows > 0) drafter.observePrompt(output, rows);
    });
  }

  draft(into: DraftBuilder): void | Promise<void> {
    return this.#draftWith(this.#sound, into);
  }

  observe(step: VerifiedStep): void {
    this.#each((drafter) => {
      drafter.observe(step);
    });
  }

  /** Asks one after the other, and waits only where one has to be waited for. */
  #draftWith(drafters: readonly Drafter[], into: DraftBuilder): void | Promise<void> {
    for (const [i, drafter] of drafters.entries()) {
      if (into.isFull) return;
      const drafting = this.#attempt(drafter, () => drafter.draft(into));
      if (drafting !== undefined) {
        return this.#wait(drafter, drafting).then(() =>
          this.#draftWith(drafters.slice(i + 1), into),
        );
      }
    }
  }

  async #readPrompt(): Promise<void> {
    for (const drafter of this.#sound) {
      const reading = this.#attempt(drafter, () => drafter.readPrompt?.());
      if (reading !== undefined) await this.#wait(drafter, reading);
    }
  }

  #each(work: (drafter: Drafter) => void): void {
    for (const drafter of this.#sound) {
      this.#attempt(drafter, () => {
        work(drafter);
      });
    }
  }

  #attempt<Result>(drafter: Drafter, work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.#fail(drafter, error);
      return undefined;
    }
  }

  async #wait(drafter: Drafter, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#fail(drafter, error);
    }
  }

  #fail(drafter: Drafter, error: unknown): void {
    this.#sound = this.#sound.filter((other) => other !== drafter);
    this.#onFailure(drafter.name, error);
  }
}
