import type { TokenIndex } from "../tokens/tokenIndex";
import type { Vocabulary } from "../tokens/vocabulary";
import type { Constraint } from "./constraint";

/**
 * Holds the first generated tokens to bytes that the user has typed already, and is free once they are spelt. The state
 * is the number of held bytes spelt so far. A token may end inside the held bytes or reach past them; one that spells
 * nothing is not admitted, because the model could then go on without ever spelling them.
 *
 * Worked example: held is `cons`; `con` is admitted, then `s`, `st` and `sole`, but not `t`.
 *
 * @param index all tokens of the vocabulary, to see where only one is left; without it none is said to be forced. That is seldom so
 * where every byte is a token, but inside characters, and always where tokens are bytes
 */
export function heldBytes(
  held: Uint8Array,
  vocabulary: Vocabulary,
  index?: TokenIndex,
): Constraint<number> {
  return {
    ...(index !== undefined && {
      forced: (numSpelt) => {
        const tokens: number[] = [];
        for (let end = numSpelt; end < held.length;) {
          const token = onlyToken(held.subarray(end), index);
          if (token === undefined) break;
          tokens.push(token);
          end += vocabulary.bytesOf(token).length;
        }
        return tokens.length > 0 ? tokens : undefined;
      },
    }),
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

/** The only token that agrees with `rest`: it begins so, or is a beginning of it. `undefined` if there are several. */
function onlyToken(rest: Uint8Array, index: TokenIndex): number | undefined {
  const found = [...index.withPrefix(rest).subarray(0, 2)];
  for (let length = 1; length < rest.length && found.length < 2; length++) {
    found.push(...index.spelling(rest.subarray(0, length)));
  }
  return found.length === 1 ? found[0] : undefined;
}
