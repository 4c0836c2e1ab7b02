import { editSimilarity } from "../alternatives/editSimilarity";
import { suffixOverlap } from "../complete/suffixOverlap";
import { lineRestOf } from "../constrain/textPlace";
import type { Filter, FilterPlace } from "./filter";
import { dropped, kept, shortenedTo } from "./filtered";
import { hasWord, placedLines } from "./placedLines";
import { squeezed } from "./sameLine";

/** A shorter rest of a line may stand in a text by accident. */
const leastRest = 4;

/** How many lines are compared with those below. */
const numCompared = 3;

/** With the same numbers this is a repetition with a slip, and no neighbour of the same form. */
const leastSimilarity = 0.95;

/**
 * Takes from a text what stands behind the cursor already, where that is more than an equal end, which `trimCompletion` has taken: a
 * first line that writes the rest of the cursor's line once more and goes on, and lines that are those below in all but a few
 * characters. An equal end is taken as well, since another filter may have laid it bare.
 *
 * Worked example: at `f(|, limit)` the text `items, limit) ?? []` loses all behind `items`.
 */
export const suffixDuplicate: Filter = {
  id: "suffixDuplicate",
  description: "Takes away what stands behind the cursor already.",
  apply: (text, place) => {
    if (repeatsLinesBelow(text, place)) return dropped;
    const end = restIndex(text, place) ?? text.length - suffixOverlap(text, place.suffix);
    if (end === text.length) return kept(text);
    const shortened = shortenedTo(text.slice(0, end));
    // What ends before a repetition may end with another.
    return shortened.kind === "dropped" ? dropped : suffixDuplicate.apply(shortened.text, place);
  },
};

/** Where the first line of a text begins to write the rest of the cursor's line, the closers at its end aside. */
function restIndex(text: string, place: FilterPlace): number | undefined {
  const rest = lineRestOf(place)
    .trim()
    .replace(/[\s)\]},;:{]+$/, "");
  if (rest.length < leastRest || !hasWord(rest)) return undefined;
  const [firstLine = ""] = text.split("\n", 1);
  let index = firstLine.indexOf(rest);
  while (index >= 0 && (isInWord(firstLine, index) || isInWord(firstLine, index + rest.length))) {
    index = firstLine.indexOf(rest, index + 1);
  }
  return index < 0 ? undefined : index;
}

function isInWord(text: string, index: number): boolean {
  return /[\p{L}\p{N}_]$/u.test(text.slice(0, index)) && /^[\p{L}\p{N}_]/u.test(text.slice(index));
}

function repeatsLinesBelow(text: string, place: FilterPlace): boolean {
  const [, ...below] = place.suffix.split("\n", mostLinesBelow);
  const written = comparable(placedLines(text, place).map(({ line }) => line));
  const standing = comparable(below).slice(0, written.length);
  if (written.length < 2 || standing.length < written.length) return false;
  const [ours, theirs] = [written.join("\n"), standing.join("\n")];
  const lengths = [ours.length, theirs.length];
  // A distance takes time, and is no less than the difference in length.
  if (Math.min(...lengths) < leastSimilarity * Math.max(...lengths)) return false;
  if (ours.replace(/\D/g, "") !== theirs.replace(/\D/g, "")) return false;
  return editSimilarity(ours, theirs) >= leastSimilarity;
}

/** The first lines that have something to compare. */
function comparable(lines: readonly string[]): readonly string[] {
  return lines.map(squeezed).filter(hasWord).slice(0, numCompared);
}

/** Of the document, blank ones included. */
const mostLinesBelow = 20;
