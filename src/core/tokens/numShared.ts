import { at } from "../at";

/** How many tokens two texts have in common at their beginnings. */
export function numShared(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && at(a, length) === at(b, length)) length++;
  return length;
}
