import type { Lesson } from "../core/complete/lesson";
import type { Outcome } from "../core/complete/outcome";
import type { PromptText } from "../core/complete/promptText";
import type { CompletionOptions, CompletionRequest } from "../core/complete/request";
import type { Warmth } from "../core/complete/warmPrompt";
import type { Cancellation } from "../core/ports";
import type { OpenResult } from "../protocol/engineApi";

/** A model with the engine over it. */
export interface OpenEngine {
  readonly facts: Omit<OpenResult, "loadMs">;
  complete(
    request: CompletionRequest,
    options: CompletionOptions,
    cancellation: Cancellation,
  ): Promise<Outcome>;
  /** Feeds the prompt that `complete` would make. */
  warm(
    request: CompletionRequest,
    options: CompletionOptions,
    cancellation: Cancellation,
  ): Promise<Warmth>;
  /** The exact prompt of the newest request, if it was about this document. */
  lastPrompt(documentId: string): PromptText | undefined;
  /** Takes note of something that drafts may be made from. */
  learn(lesson: Lesson): void;
  /**
   * Studies what was noted, for some milliseconds. Never throws: what cannot be learnt is left out.
   *
   * @returns whether there is more to study
   */
  study(): boolean;
  /** Changes how many bytes it may keep of what it has read of documents that were left. */
  keepDocuments(numBytes: number): void;
  /** Frees its memory. */
  close(): Promise<void>;
}
