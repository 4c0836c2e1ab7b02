import { at } from "../at";
import type { Word } from "./words";

/** Words that are compared on either side: more than that was changed where nothing near the cursor is as it was. */
const mostWords = 400;

/** A name took another's place. */
const replaced = 1;

/** Words that were added or left out together were so by one change, which costs this much and more for each of them. */
const changed = 1;
const forEach = 0.5;

/** Only a name can take another's place. */
const never = Number.POSITIVE_INFINITY;

/**
 * How much of the beginning of `earlier` became `now`: the beginning that takes the cheapest changes to do so, the longest of
 * several. Words may have been added, left out, and names replaced. Of the word at the end of `now` the rest may not have been typed
 * yet.
 *
 * Worked example: `let total = tot` stands where `let count = count + 1;` stood. Of that, `let count = count` became it, with two
 * names replaced.
 *
 * Source: Gotoh 1982, "An improved algorithm for matching biological sequences", for gaps that cost more to open than to widen.
 *
 * @returns UTF-16 code units; `undefined` if `now` is too long to tell
 */
export function alignedLength(now: readonly Word[], earlier: readonly Word[]): number | undefined {
  if (now.length > mostWords) return undefined;
  const others = earlier.slice(0, mostWords);
  // Rows of the table of least costs, one for each word of `now`, a column for each beginning of `others`.
  let least = [0, ...others.map((_, index) => changed + forEach * (index + 1))];
  let leastAdded = least.map(() => never);
  for (const [index, word] of now.entries()) {
    leastAdded = leastAdded.map(
      (cost, column) => Math.min(cost, at(least, column) + changed) + forEach,
    );
    const next = [at(leastAdded, 0)];
    let leastLeftOut = never;
    for (const [column, other] of others.entries()) {
      const inPlace = at(least, column) + replacement(word, other, index === now.length - 1);
      leastLeftOut = Math.min(leastLeftOut, at(next, column) + changed) + forEach;
      next.push(Math.min(inPlace, at(leastAdded, column + 1), leastLeftOut));
    }
    least = next;
  }
  const numOthers = least.lastIndexOf(Math.min(...least));
  const length = others.slice(0, numOthers).reduce((sum, { text }) => sum + text.length, 0);
  const [last, other] = [now.at(-1), others[numOthers - 1]];
  return last === undefined || other === undefined ? length : length - numMissing(last, other);
}

function replacement(word: Word, other: Word, isLast: boolean): number {
  if (word.text === other.text || (isLast && numMissing(word, other) > 0)) return 0;
  return word.kind === "name" && other.kind === "name" ? replaced : never;
}

/** How many code units of `other` have not been typed of a word that is its beginning. */
function numMissing(word: Word, other: Word): number {
  return other.text.startsWith(word.text) ? other.text.length - word.text.length : 0;
}
