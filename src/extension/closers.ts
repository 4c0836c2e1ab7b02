import { Nesting } from "../core/complete/nesting";
import { suffixOverlap } from "../core/complete/suffixOverlap";

/** The part of the text right of the cursor that a completion brings itself. Counts in UTF-16 code units. */
export interface Overlap {
  /** Where in the completion it begins. */
  readonly from: number;
  /** How much of the text right of the cursor it is. */
  readonly length: number;
}

/**
 * The closers right of the cursor that a completion brings itself, so that they need not be there twice: `a, b);` before `)`
 * brings the `)`, and `of list) {` does too. A closer whose opener is in the completion is its own affair: `f()` before `)`
 * brings none. What follows a closer, as the `;` in `);`, goes with it if the completion goes on likewise. A completion of
 * several lines brings none.
 */
export function overlapOf(completion: string, lineAfter: string): Overlap {
  const none = { from: completion.length, length: 0 };
  if (completion.includes("\n")) return none;
  const length = suffixOverlap(completion, lineAfter);
  if (length > 0) return { from: completion.length - length, length };
  return overlapOfClosers(completion, lineAfter) ?? none;
}

/** Closers anywhere in the completion, in their order. */
function overlapOfClosers(completion: string, lineAfter: string): Overlap | undefined {
  const nesting = new Nesting();
  let from: number | undefined;
  let length = 0;
  for (let index = 0; index < completion.length; index++) {
    const character = completion.charAt(index);
    const isNext = nesting.isClosed && character === lineAfter.charAt(length);
    const follows =
      from !== undefined && lineAfter.charAt(length - 1) === completion.charAt(index - 1);
    if (isNext && (follows || /[)\]}"'`]/.test(character))) {
      from ??= index;
      length++;
    } else {
      nesting.add(character);
    }
  }
  return from === undefined ? undefined : { from, length };
}
