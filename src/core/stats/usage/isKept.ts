import { at } from "../../at";

/** So much of accepted text may be changed, and it still counts as kept. */
const mostChanged = 0.1;

/** More of either is not compared. */
const longestAccepted = 2_000;
const longestText = 10_000;

/**
 * Whether at least nine tenths of accepted text are still there. Blanks and line ends do not count, so that a formatter changes nothing.
 * Characters to insert, remove or replace are counted, between the accepted text and that part of what stands there which is most like
 * it (Sellers 1980).
 *
 * @param now what stands where it was put, with more on both sides perhaps
 */
export function isKept(accepted: string, now: string): boolean {
  const wanted = withoutBlanks(accepted).slice(0, longestAccepted);
  const text = withoutBlanks(now).slice(0, longestText);
  return distanceWithin(wanted, text) <= mostChanged * wanted.length;
}

/** The least number of changes that make `wanted` out of some part of `text`. */
function distanceWithin(wanted: string, text: string): number {
  // `row[j]`: for the part of `wanted` seen so far, and parts of `text` that end before its jth character.
  let row = new Uint32Array(text.length + 1);
  for (let i = 0; i < wanted.length; i++) {
    const next = new Uint32Array(row.length);
    next[0] = i + 1;
    for (let j = 0; j < text.length; j++) {
      const replaced = at(row, j) + (wanted[i] === text[j] ? 0 : 1);
      next[j + 1] = Math.min(replaced, at(row, j + 1) + 1, at(next, j) + 1);
    }
    row = next;
  }
  return row.reduce((least, distance) => Math.min(least, distance), wanted.length);
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, "");
}
