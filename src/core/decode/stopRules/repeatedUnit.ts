import { at } from "../../at";
import { areEqualWords, byteWords, mayGrow, type ByteWord } from "./byteWords";

/**
 * A unit of so many words at most is a repetition when so many words consist of it. The figures are those of GitHub Copilot's test
 * for anomalies, which counts tokens.
 */
const limits: readonly { readonly maxPeriod: number; readonly numWords: number }[] = [
  { maxPeriod: 1, numWords: 10 },
  { maxPeriod: 10, numWords: 30 },
  { maxPeriod: 20, numWords: 45 },
  { maxPeriod: 30, numWords: 60 },
];

/** Equal lines are one when they come so often in a row. */
const numEqualLines = 3;

/** Units of more words are not looked for. */
const longestPeriod = 80;

/** Words of which the last ones, up to the `count`-th, consist of one unit, which begins at `start` and has `period` words. */
interface Run {
  readonly count: number;
  readonly start: number;
  readonly period: number;
}

/**
 * How much of a text stays if it repeats one unit over and over: all up to the end of the first unit, or of the first line in
 * which one ends. It is looked for in the words as they are, where three equal lines in a row will do, and in the words without
 * blanks, which find a loop that goes further in with every line. A closing tag is free to come as often as one was opened.
 *
 * A word counts once it cannot grow, so that the answer does not depend on how many bytes come at a time.
 *
 * Worked example: of `a();\na();\na();\n` the first `a();` stays.
 *
 * @param from how many bytes have been looked at before, and found to be no repetition
 * @returns bytes that stay; `undefined` if nothing is repeated so often
 */
export function repeatedUnit(text: Uint8Array, from: number): number | undefined {
  const all = byteWords(text).filter((word) => !mayGrow(text, word));
  const seen = all.filter(({ kind }) => kind !== "blank");
  const found = [
    firstRepetition(text, all, from, (run) => neededWords(all, run)),
    firstRepetition(text, seen, from, (run) => neededSeenWords(text, seen, run)),
  ].filter((repetition) => repetition !== undefined);
  const end = Math.min(...found.map((repetition) => repetition.end));
  const lengths = found.filter((repetition) => repetition.end === end);
  return found.length === 0 ? undefined : Math.min(...lengths.map(({ length }) => length));
}

/** The first word from `from` on that completes a repetition: where it ends, and what then stays. */
function firstRepetition(
  text: Uint8Array,
  words: readonly ByteWord[],
  from: number,
  needed: (run: Run) => number,
): { readonly end: number; readonly length: number } | undefined {
  const first = words.findLastIndex(({ end }) => end < from) + 1;
  for (const [later, word] of words.slice(first).entries()) {
    const index = first + later;
    for (let period = 1; period <= longestPeriod && 2 * period <= index + 1; period++) {
      // This is asked for every token, and hardly any word ends a second unit.
      const earlier = words[index - period];
      if (earlier === undefined || !areEqualWords(text, earlier, word)) continue;
      const run = runEndingAt(text, words, { count: index + 1, period });
      const length = run.count - run.start;
      // Most units come once, and what they would need takes longer to say.
      if (length < 2 * period || length < needed(run)) continue;
      return { end: word.end, length: lengthWithoutRepeats(text, words, run) };
    }
  }
  return undefined;
}

function runEndingAt(
  text: Uint8Array,
  words: readonly ByteWord[],
  { count, period }: Pick<Run, "count" | "period">,
): Run {
  let start = count - period;
  for (; start > 0; start--) {
    const [word, next] = [words[start - 1], words[start - 1 + period]];
    if (word === undefined || next === undefined || !areEqualWords(text, word, next)) break;
  }
  return { count, start, period };
}

function neededWords(words: readonly ByteWord[], { start, period }: Run): number {
  const unit = words.slice(start, start + period);
  const isOfLines = ["lineEnd", "name"].every((kind) => unit.some((word) => word.kind === kind));
  return Math.min(isOfLines ? numEqualLines * period : Infinity, limitFor(period));
}

function neededSeenWords(text: Uint8Array, words: readonly ByteWord[], run: Run): number {
  const repeated = words.slice(run.start, run.count);
  const isName = repeated.some(({ kind }) => kind === "name");
  const isClosingTag = repeated.some(
    ({ start, end }) => text[start] === lessThan && end - start === 1 && text[end] === slash,
  );
  return isName && !isClosingTag ? limitFor(run.period) : Infinity;
}

function limitFor(period: number): number {
  return limits.find(({ maxPeriod }) => period <= maxPeriod)?.numWords ?? Infinity;
}

function lengthWithoutRepeats(
  text: Uint8Array,
  words: readonly ByteWord[],
  { start, period, count }: Run,
): number {
  const unit = words.slice(start, start + period);
  // A unit that ends with a line's blanks ends with the line above.
  const last = start + unit.findLastIndex(({ kind }) => kind !== "blank");
  const lineEnd = words.slice(last, count).find(({ kind }) => kind === "lineEnd");
  let length = lineEnd === undefined ? (words[last]?.end ?? 0) : lineEnd.start;
  // A long name may have been taken apart inside a character.
  while (length > 0 && length < text.length && at(text, length) >> 6 === 0b10) length--;
  return length;
}

const lessThan = 60;
const slash = 47;
