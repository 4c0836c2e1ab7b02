import { alignedLength } from "./alignedLength";
import { sharedBeginning } from "./sharedBeginning";
import { wordsOf } from "./words";

/** Who completes wants no more of it, and a request should stay small: a hundred lines. */
const mostCodeUnits = 4_000;

/** Lines above the cursor among which one that was not changed is looked for. */
const mostLinesAbove = 200;

/** A line that is shorter, like a lone bracket, stands in many places. */
const leastAnchorLength = 4;

/**
 * What stood from the cursor on before the user began to change it: the user who rewrites often writes much of it again.
 *
 * The place in the earlier text that corresponds to the cursor lies behind the last line above that was not changed, or else behind
 * what both texts begin with, and before what both end with. In between, words are set against words, see `alignedLength`.
 *
 * Worked example: `return count + 1;` became `return total|`. `total` took the place of `count`, so ` + 1;` and the lines
 * below it stood there.
 *
 * @param earlier the whole document before the change, with "\n" as its only line end
 * @param prefix the whole document up to the cursor now, likewise
 * @param suffix the whole document behind it now, likewise
 * @returns `undefined` where it is what stands behind the cursor now, or where too much was changed to tell
 */
export function earlierText(earlier: string, prefix: string, suffix: string): string | undefined {
  const end = earlier.length - sharedEnd(earlier, prefix, suffix);
  const start = sharedBeginning(prefix, earlier.slice(0, end));
  const changed = behindAnchor(prefix, earlier.slice(0, end), start);
  const length = alignedLength(
    wordsOf(prefix.slice(changed.inPrefix)),
    wordsOf(earlier.slice(changed.inEarlier, end)),
  );
  if (length === undefined) return undefined;
  const rest = earlier.slice(changed.inEarlier + length);
  if (rest === "" || rest === suffix) return undefined;
  // No half of a character where it is cut.
  return rest.slice(0, mostCodeUnits).replace(/[\uD800-\uDBFF]$/, "");
}

/** How much of the end of `earlier` stands behind the cursor still, without what stands before the cursor too. */
function sharedEnd(earlier: string, prefix: string, suffix: string): number {
  const most = Math.min(suffix.length, earlier.length - sharedBeginning(prefix, earlier));
  let length = 0;
  while (
    length < most &&
    suffix.charCodeAt(suffix.length - 1 - length) ===
      earlier.charCodeAt(earlier.length - 1 - length)
  ) {
    length++;
  }
  return length;
}

/**
 * Where to compare from: behind the nearest line above the cursor's that stands once in both texts, if that is further down than
 * `start`, which both have before them; at the beginning of the word there if it is not.
 */
function behindAnchor(
  prefix: string,
  earlier: string,
  start: number,
): { readonly inPrefix: number; readonly inEarlier: number } {
  let lineEnd = prefix.lastIndexOf("\n");
  for (let count = 0; count < mostLinesAbove && lineEnd > start; count++) {
    const lineStart = prefix.lastIndexOf("\n", lineEnd - 1) + 1;
    const line = prefix.slice(lineStart, lineEnd + 1);
    if (line.trim().length >= leastAnchorLength) {
      const inEarlier = onlyLineAt(earlier, line, start);
      const isOnly = onlyLineAt(prefix, line, start) === lineStart;
      if (isOnly && inEarlier !== undefined) {
        return { inPrefix: lineEnd + 1, inEarlier: inEarlier + line.length };
      }
    }
    lineEnd = lineStart - 1;
  }
  const wordStart = wordStartBefore(prefix, start);
  return { inPrefix: wordStart, inEarlier: wordStart };
}

/** Where the line, its line end included, stands from the line of `start` on; `undefined` if it is not there or there twice. */
function onlyLineAt(text: string, line: string, start: number): number | undefined {
  const from = text.lastIndexOf("\n", start - 1);
  const first = indexOfLine(text, line, Math.max(0, from));
  if (first === undefined) return undefined;
  return indexOfLine(text, line, first + line.length - 1) === undefined ? first : undefined;
}

function indexOfLine(text: string, line: string, from: number): number | undefined {
  if (from === 0 && text.startsWith(line)) return 0;
  const found = text.indexOf(`\n${line}`, from);
  return found < 0 ? undefined : found + 1;
}

function wordStartBefore(text: string, index: number): number {
  const [word = ""] = /[\p{L}\p{N}_]*$/u.exec(text.slice(Math.max(0, index - 100), index)) ?? [];
  return index - word.length;
}
