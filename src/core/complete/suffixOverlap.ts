import { Nesting } from "./nesting";

/** A longer overlap is no accident, and is found line by line while decoding. */
const mostOverlap = 200;

/**
 * How much of the end of `text` stands at the beginning of `suffix` already: the longest such stretch behind which the
 * text has closed what it opened. `x);` before `);` has 2, `f()` before `)` has none, because that `)` is its own.
 *
 * Compares code units, which is comparing bytes: both texts are whole characters, and a stretch never begins or ends inside
 * one.
 *
 * @returns UTF-16 code units
 */
export function suffixOverlap(text: string, suffix: string): number {
  for (let length = Math.min(text.length, suffix.length, mostOverlap); length > 0; length--) {
    if (!text.endsWith(suffix.slice(0, length)) || splitsPair(suffix, length)) continue;
    const nesting = new Nesting();
    for (const character of text.slice(0, text.length - length)) nesting.add(character);
    if (nesting.isClosed) return length;
  }
  return 0;
}

function splitsPair(text: string, index: number): boolean {
  return (
    /[\ud800-\udbff]$/.test(text.slice(0, index)) && /^[\udc00-\udfff]/.test(text.slice(index))
  );
}
