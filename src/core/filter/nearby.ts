import type { TextPlace } from "../constrain/textPlace";

/** Of a longer document no more is read than it takes, on either side, in UTF-16 units. */
const mostRead = 8000;

/**
 * A cursor with as much of its document as filters read: enough lines below, and above from a line on that begins at the left edge,
 * where most likely nothing is open.
 */
export function nearby<Place extends TextPlace>(place: Place): Place {
  const { prefix, suffix } = place;
  let start = prefix.length - mostRead;
  while (start > 0) {
    start = prefix.lastIndexOf("\n", start - 1) + 1;
    if (start === 0 || /[\p{L}_@]/u.test(prefix.charAt(start))) break;
    start--;
  }
  return { ...place, prefix: prefix.slice(Math.max(0, start)), suffix: suffix.slice(0, mostRead) };
}
