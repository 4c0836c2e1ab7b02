import { Nesting } from "./nesting";

/** A longer overlap is no accident, and is found line by line while decoding. */
const mostOverlap = 200;

/**
 * How much of the end of `text` stands at the beginning of `suffix` already: the longest such stretch. One of closers and
 * the like counts only if the text before it has closed what it opened: `x);` before `);` has 2, but `f()` before `)` has
 * none, because that `)` is its own. One with a word in it is a repetition whatever is open: `(uri) {` before `ri) {` has 5.
 *
 * Compares code units, which is comparing bytes: both texts are whole characters, and a stretch never begins or ends inside
 * one.
 *
 * @returns UTF-16 code units
 */
export function suffixOverlap(text: string, suffix: string): number {
  for (let length = Math.min(text.length, suffix.length, mostOverlap); length > 0; length--) {
    const stretch = suffix.slice(0, length);
    if (!text.endsWith(stretch) || splitsPair(suffix, length)) continue;
    if (/[\p{L}\p{N}]/u.test(stretch) || isClosed(text.slice(0, -length))) return length;
  }
  return 0;
}

function isClosed(text: string): boolean {
  const nesting = new Nesting();
  for (const character of text) nesting.add(character);
  return nesting.isClosed;
}

function splitsPair(text: string, index: number): boolean {
  return (
    /[\ud800-\udbff]$/.test(text.slice(0, index)) && /^[\udc00-\udfff]/.test(text.slice(index))
  );
}
