import type { Filter } from "./filter";
import { kept, shortenedTo } from "./filtered";
import { blanksOf } from "../constrain/textPlace";
import { hasWord, placedLines } from "./placedLines";
import { isSameLine } from "./sameLine";

/**
 * Cuts before a line that says the same as the next line below the cursor. A stop rule has ended decoding where both are equal
 * (`suffixReached`); here are the lines that differ in form, and the last one, which nothing has shown to be complete. Lines
 * without a letter or digit are left to the brackets.
 *
 * Worked example: above `  return total;` the text `total += x;\n  return total` loses its second line.
 */
export const nextLineDuplicate: Filter = {
  id: "nextLineDuplicate",
  description: "Cuts before a line that repeats the next line of the document.",
  apply: (text, place) => {
    const [, ...below] = place.suffix.split("\n", mostLinesBelow);
    const nextLine = below.find((line) => line.trim() !== "");
    if (nextLine === undefined || !hasWord(nextLine)) return kept(text);
    // With other blanks in front it is a line of another block. Those of the first line may be in a muddle.
    const repeated = placedLines(text, place).find(
      ({ line }, i) =>
        isSameLine(line, nextLine) && (i === 0 || blanksOf(line) === blanksOf(nextLine)),
    );
    return repeated === undefined ? kept(text) : shortenedTo(text.slice(0, repeated.start));
  },
};

/** Farther below nothing is next. */
const mostLinesBelow = 50;
