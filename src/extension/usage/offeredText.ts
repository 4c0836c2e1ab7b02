import type { TextChange } from "./documentEdit";

/** A suggestion where it stands, with "\n" as its only line end. */
export interface OfferedText {
  readonly text: string;
  /** Of the cursor in the document. */
  readonly offset: number;
  /** The cursor's line on both sides of the cursor. */
  readonly before: string;
  readonly after: string;
}

/** What an edit took of it. */
export interface TakenText {
  /** Where it now stands in the document, and how it stands there. */
  readonly offset: number;
  readonly text: string;
  /** Code units that the document has more than before. */
  readonly numAdded: number;
  /** What is left of the suggestion, where it now would stand; `undefined` if all was taken. */
  readonly rest: OfferedText | undefined;
}

/**
 * What a change takes of a suggestion: all of it, or its beginning. The editor may put the whole line anew, from its start up to closers
 * that the suggestion brings along. What can come from one key is typing, not taking: one character, a pair of brackets or quotes,
 * a line end with an indentation. So a suggestion of one character is never seen to be taken.
 *
 * @returns `undefined` if it takes nothing
 */
export function takenText(offered: OfferedText, change: TextChange): TakenText | undefined {
  const { text, offset, before, after } = offered;
  const numBefore = offset - change.offset;
  const numAfter = change.numRemoved - numBefore;
  if (numBefore < 0 || numBefore > before.length || numAfter < 0 || numAfter > after.length) {
    return undefined;
  }
  const replaced = before.slice(before.length - numBefore);
  const written = change.text.replaceAll("\r\n", "\n");
  if (!written.startsWith(replaced)) return undefined;
  const taken = written.slice(replaced.length);
  const isWhole = taken === text;
  const isBeginning = numAfter === 0 && text.startsWith(taken);
  if ((!isWhole && !isBeginning) || isOneKey(taken)) return undefined;
  const end = change.offset + change.text.length;
  const line = (before + taken).slice((before + taken).lastIndexOf("\n") + 1);
  return {
    offset,
    text: change.text.slice(change.text.length - lengthWithin(change.text, taken)),
    numAdded: Math.max(0, taken.length - numAfter),
    rest: isWhole
      ? undefined
      : { text: text.slice(taken.length), offset: end, before: line, after },
  };
}

/** How long the end of a text with its own line ends is. @param taken the end, with "\n" as its only line end */
function lengthWithin(text: string, taken: string): number {
  const ownLineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  return taken.replaceAll("\n", ownLineEnd).length;
}

function isOneKey(text: string): boolean {
  if (text.trim() === "") return true;
  return Array.from(text).length === 1 || ["()", "[]", "{}", '""', "''", "``"].includes(text);
}
