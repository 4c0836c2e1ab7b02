import type { Vocabulary } from "../tokens/vocabulary";
import { isWordEnd } from "../tokens/wordEnd";

/** Furthest place from the end that is tried, in UTF-16 units: deep indentation on a line of its own fits. */
const maxBackUp = 96;

/** Held when there is no stable boundary within `maxBackUp`, in UTF-16 units. */
const heldWithoutBoundary = 16;

/** Fewest units of text before a boundary that the probes see, where there are so many. */
const minContext = 8;

/**
 * What might be typed next, one of each kind that tokenisers tell apart. Blanks come in several lengths because runs of
 * them are single tokens.
 */
const probes = [
  "",
  "a",
  "7",
  "_",
  "(",
  '"',
  "'",
  "é",
  " ",
  "  a",
  "    ",
  "        ",
  "\t",
  "\n",
  "\n\n",
];

/** A place at which a text's tokens are cut. */
export interface StableBoundary {
  /** In UTF-16 units, never inside a surrogate pair; 0 if nothing before the end is certain. */
  readonly index: number;
  /** Whether nothing that may follow moves it. */
  readonly isProven: boolean;
}

/**
 * The last place in `text` at which its tokens can be cut for good: `encode(text + more)` begins with
 * `encode(text.slice(0, boundary))` for any `more`. A place is considered where the text on both sides tells that a
 * pre-tokeniser has finished (a word end, the first of a run of blanks, the first character after line breaks); a token
 * boundary inside a word does not qualify, however many probes it survives, because some longer word may be one token.
 * Then it is probed, on a stretch that starts at a word end and so tokenises like the whole text.
 *
 * In text that has no such place near its end (a hundred letters on end) the last characters are given up without proof:
 * that may cost quality, never text.
 *
 * Worked example: `  return pay` has its boundary before ` pay`, `x;\n    ` before the four blanks.
 *
 * @param known a boundary of a text that `text` begins with, proven there: it is one here, too, so only later places are
 * looked at. While a word is typed there are none, and nothing is probed.
 */
export function stableBoundary(text: string, vocabulary: Vocabulary, known = 0): StableBoundary {
  const earliest = Math.max(known + 1, text.length - maxBackUp);
  for (let index = text.length - 1; index >= earliest; index--) {
    if (isFinished(text, index, vocabulary) && survivesProbes(text, index, vocabulary)) {
      return { index, isProven: true };
    }
  }
  if (text.length - known <= maxBackUp) return { index: known, isProven: true };
  const index = text.length - heldWithoutBoundary;
  return { index: isLowSurrogate(text.charCodeAt(index)) ? index - 1 : index, isProven: false };
}

/** Whether a pre-tokeniser that has read beyond `index` ends a stretch there, as far as kinds of characters tell. */
function isFinished(text: string, index: number, vocabulary: Vocabulary): boolean {
  const before = text.charAt(index - 1);
  const after = text.charAt(index);
  if (vocabulary.joins?.(before, after) === true) return false;
  if (before === "\n") return after !== "\n";
  return isWordEnd(text, index) || (isBlank(after) && !isBlank(before));
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t";
}

function survivesProbes(text: string, boundary: number, vocabulary: Vocabulary): boolean {
  let start = Math.max(0, boundary - minContext);
  while (start > 0 && boundary - start < maxBackUp && !isWordEnd(text, start)) start--;
  if (isLowSurrogate(text.charCodeAt(start))) start--;
  const before = vocabulary.encode(text.slice(start, boundary));
  const stretch = text.slice(start);
  return probes.every((probe) => startsWith(vocabulary.encode(stretch + probe), before));
}

function startsWith(tokens: Int32Array, beginning: Int32Array): boolean {
  return tokens.length >= beginning.length && beginning.every((token, i) => tokens[i] === token);
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
