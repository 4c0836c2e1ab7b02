import type { TextPlace } from "../constrain/textPlace";

/** Of a longer document no more is read, on either side, in UTF-16 units. */
const mostRead = 8000;

/** A cursor with as much of its document as tells how it is indented: whole lines, and below the cursor the beginning of one. */
export function nearby<Place extends TextPlace>(place: Place): Place {
  const { prefix, suffix } = place;
  const start = prefix.length - mostRead;
  return {
    ...place,
    prefix: start > 0 ? prefix.slice(prefix.indexOf("\n", start) + 1) : prefix,
    suffix: suffix.slice(0, mostRead),
  };
}
