import { overlapOf } from "./closers";
import { cursorLine, type TextAround } from "./documentContext";

/** What to put in place of a part of the cursor's line. Counts in UTF-16 code units. */
export interface Insertion {
  readonly text: string;
  /** Code units before the cursor that `text` begins with and replaces. */
  readonly numBefore: number;
  /** Code units after the cursor that `text` has, too, and replaces. */
  readonly numAfter: number;
}

/** Beyond this, a line is no longer replaced from its start: the editor compares both texts at each key. */
const longestReplaced = 500;

/**
 * How a completion goes into its line. The line's start is part of it, which changes nothing in the text, but keeps the
 * suggestion steady while the user deletes and types again or takes it word by word.
 */
export function insertionOf(completion: string, around: TextAround): Insertion {
  const { before, after } = cursorLine(around);
  const start = before.length > longestReplaced ? "" : before;
  return {
    text: start + completion,
    numBefore: start.length,
    numAfter: overlapOf(completion, after).length,
  };
}

/**
 * The completion as far as it can be inserted without replacing anything: up to the closers that are right of the cursor
 * already. Empty if it begins with them.
 */
export function beforeClosers(completion: string, around: TextAround): string {
  return completion.slice(0, overlapOf(completion, cursorLine(around).after).from);
}
