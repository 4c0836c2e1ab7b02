import type { Say } from "../say";

/** How far some work is, in words and, where that is known, as a share from 0 to 1. */
export type Report = (words: string, share?: number) => void;

/** How choosing a model speaks with the user. A port, so that its steps can be tried without an editor. */
export interface ModelUi {
  readonly say: Say;
  /** Asks before something that costs. False if the user would rather not. */
  confirm(question: string, action: string): Promise<boolean>;
  /** Shows work that takes a while. `signal` aborts when the user stops it. */
  withProgress<Result>(
    title: string,
    work: (report: Report, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
  /** Says how something went. */
  tell(sentence: string): void;
  /** Says what went wrong, in a sentence that says what to do. */
  warn(sentence: string): void;
}
