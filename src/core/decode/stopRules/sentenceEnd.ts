import { decodeUtf8, encodeUtf8 } from "../../tokens/utf8";
import type { StopRule } from "../stopRule";

/**
 * The end of a sentence, with quotes and brackets that close behind it and a blank to come. Neither a single letter before the full
 * stop, nor a usual abbreviation, nor a number that begins its line ends one.
 */
const end =
  /(?<!(?:^|\P{L})(?:\p{L}|etc|vs|cf|Dr|Mr|Mrs|Ms|St|No|Fig|approx|ca|al)|^[ \t]*\p{N}+)(?:[.!?…]+["'’”)\]*_`]*(?=\s)|[。！？])/gmu;

/**
 * Stops behind the first sentence: a paragraph may be one line.
 *
 * Worked example: behind `This is` the text ` one. That is another.` ends behind `one.`.
 *
 * @param lineStart what stands on the cursor's line before the cursor
 */
export function sentenceEnd(lineStart: string): StopRule {
  return {
    check: (text) => {
      const written = decodeUtf8(text);
      for (const { 0: sign, index } of (lineStart + written).matchAll(end)) {
        const length = index + sign.length - lineStart.length;
        if (length > 0) {
          return { length: encodeUtf8(written.slice(0, length)).length, reason: "lineEnd" };
        }
      }
      return undefined;
    },
  };
}
