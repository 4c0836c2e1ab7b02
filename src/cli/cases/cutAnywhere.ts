import type { SeededRandom } from "../seededRandom";
import { caseAt } from "./caseAt";
import type { CompletionCase } from "../../core/check/completionCase";
import type { Span } from "./lineSpans";
import type { SourceFile } from "./sourceFiles";

/**
 * Cuts cases at any place between two characters: inside words, blanks and punctuation, wherever chance puts the cursor.
 * Every place of every file is as likely as any other, and none is taken twice; left out are places with nothing but
 * blanks before them, or behind them on their line.
 *
 * @param count of cases; if the files hold fewer places, fewer come back
 * @param random the same state and the same files give the same cases
 */
export function cutAnywhere(
  files: readonly SourceFile[],
  count: number,
  random: SeededRandom,
): readonly CompletionCase[] {
  const starts: number[] = [];
  let numPlaces = 0;
  for (const { text } of files) {
    starts.push(numPlaces);
    numPlaces += text.length;
  }
  const cases: CompletionCase[] = [];
  const tried = new Set<number>();
  while (cases.length < count && tried.size < numPlaces) {
    const place = random.below(numPlaces);
    if (tried.has(place)) continue;
    tried.add(place);
    const index = starts.findLastIndex((start) => start <= place);
    const file = files[index];
    const span = file && restOfLine(file.text, place - (starts[index] ?? 0));
    if (file === undefined || span === undefined) continue;
    cases.push(caseAt(file, span, { kind: "anywhere", number: cases.length }));
  }
  return cases;
}

/** From `cursor` to the end of its line, blanks at the end left out; `undefined` for a place that is left out. */
function restOfLine(text: string, cursor: number): Span | undefined {
  if (/^[\uDC00-\uDFFF]/.test(text.charAt(cursor))) return undefined;
  if (text.slice(0, cursor).trim() === "") return undefined;
  const lineEnd = text.indexOf("\n", cursor);
  const rest = text.slice(cursor, lineEnd === -1 ? text.length : lineEnd).trimEnd();
  return rest === "" ? undefined : { start: cursor, end: cursor + rest.length };
}
