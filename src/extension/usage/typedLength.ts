import type { DocumentEdit } from "./documentEdit";

/** Nobody types more at one stroke; a word that is chosen from a list is mostly shorter. */
const longestTyped = 40;

/**
 * Code units that an edit added by typing, a word chosen from a list included. The editor does not say how text came in, so what is
 * long or has several lines is taken for pasted or made by a tool, and so are different texts at different places, as formatters write
 * them; with several cursors the text is the same everywhere.
 */
export function typedLength({ changes, isUndoOrRedo, isActive }: DocumentEdit): number {
  const texts = new Set(changes.map(({ text }) => text));
  const [text] = texts;
  if (isUndoOrRedo || !isActive || text === undefined || texts.size > 1) return 0;
  const typed = text.replaceAll("\r\n", "\n");
  if (typed.length > longestTyped || (typed.includes("\n") && typed.trim() !== "")) return 0;
  return changes.reduce((sum, { numRemoved }) => sum + Math.max(0, typed.length - numRemoved), 0);
}
