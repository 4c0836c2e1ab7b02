import type { Vocabulary } from "../tokens/vocabulary";
import type { Constraint } from "./constraint";

/**
 * Holds the first generated tokens to bytes that the user has typed already, and is free once they are spelt. The state
 * is the number of held bytes spelt so far. A token may end inside the held bytes or reach past them; one that spells
 * nothing is not admitted, because the model could then go on without ever spelling them.
 *
 * Worked example: held is `cons`; `con` is admitted, then `s`, `st` and `sole`, but not `t`.
 */
export function heldBytes(held: Uint8Array, vocabulary: Vocabulary): Constraint<number> {
  return {
    start: () => 0,
    isFree: (numSpelt) => numSpelt >= held.length,
    admits: (numSpelt, token) => {
      if (numSpelt >= held.length) return true;
      if (vocabulary.isSpecial(token)) return false;
      const bytes = vocabulary.bytesOf(token);
      const overlap = Math.min(bytes.length, held.length - numSpelt);
      for (let i = 0; i < overlap; i++) {
        if (bytes[i] !== held[numSpelt + i]) return false;
      }
      return bytes.length > 0;
    },
    next: (numSpelt, token) => Math.min(held.length, numSpelt + vocabulary.bytesOf(token).length),
  };
}
