import { at } from "../at";
import type { DraftRequest } from "./drafter";

/** Between two parts of a text: no token, and it stands nowhere else. */
const separator = -1;

/**
 * The request's text in reading order, so that what is generated goes on from its end: first what stands behind the cursor, then a
 * separator, then what stands before it. A prompt has them in another order, with marks between them, and ends with a mark where the
 * line begins; it is taken as it is where nothing else is known.
 */
export function ownText(prompt: Int32Array, { before, suffix }: DraftRequest): Int32Array {
  if (before === undefined || before.length === 0) return prompt;
  if (suffix === undefined || suffix.length === 0) return before;
  return Int32Array.from([...suffix, separator, ...before]);
}

/** How many tokens two texts have in common at their beginnings. */
export function numShared(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && at(a, length) === at(b, length)) length++;
  return length;
}
