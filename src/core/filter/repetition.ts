import { repeatedUnit } from "../decode/stopRules/repeatedUnit";
import { decodeUtf8, encodeUtf8 } from "../tokens/utf8";
import type { Filter } from "./filter";
import { kept, shortenedTo } from "./filtered";

/**
 * Cuts what a text repeats over and over. A stop rule has ended decoding where that was plain; here its end counts as a line's
 * end, and texts that came about in another way are looked at.
 */
export const repetition: Filter = {
  id: "repetition",
  description: "Cuts what a text repeats over and over.",
  apply: (text) => {
    const bytes = encodeUtf8(`${text}\n`);
    const length = repeatedUnit(bytes, 0);
    if (length === undefined) return kept(text);
    return shortenedTo(text.slice(0, decodeUtf8(bytes.subarray(0, length)).length));
  },
};
