import { cursorLine, type TextAround } from "./documentContext";

/** What to put in place of a part of the cursor's line. Counts in UTF-16 code units. */
export interface Insertion {
  readonly text: string;
  /** Code units before the cursor that `text` begins with and replaces. */
  readonly numBefore: number;
  /** Code units after the cursor that `text` ends with and replaces. */
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
    numAfter: numSharedClosers(completion, after),
  };
}

/**
 * How much of the text right of the cursor the completion ends with, so that it need not be there twice: `a, b)` before `);`
 * shares the `)`. A closer that belongs to an opener of the completion itself is not shared: `f()` before `)` shares none.
 */
export function numSharedClosers(completion: string, lineAfter: string): number {
  if (completion.includes("\n")) return 0;
  for (let length = Math.min(completion.length, lineAfter.length); length > 0; length--) {
    if (!completion.endsWith(lineAfter.slice(0, length))) continue;
    if (isBalanced(completion.slice(0, -length))) return length;
  }
  return 0;
}

const closerOf: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Whether all that the text opens is closed in it. A quote counts as closed by the next one of its kind. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  let quote: string | undefined;
  for (const character of text) {
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (`"'\``.includes(character)) {
      quote = character;
    } else if (character === open.at(-1)) {
      open.pop();
    } else {
      const closer = closerOf[character];
      if (closer !== undefined) open.push(closer);
    }
  }
  return quote === undefined && open.length === 0;
}
