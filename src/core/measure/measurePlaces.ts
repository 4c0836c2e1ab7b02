import { fnv1a } from "../fnv1a";
import { SeededNumbers } from "./seededNumbers";

/** A cursor in the file. What stands in its line behind it is left out, as if it were not typed yet. */
export interface MeasurePlace {
  readonly prefix: string;
  readonly suffix: string;
}

/** Where a file begins, there is nothing yet that a suggestion could come from. */
const numHeadLines = 20;

/** A line that is shorter than this says too little. */
const leastLine = 8;

/**
 * Ends and middles of lines, in turns and spread over the file: one line of each of as many equal stretches. Which one follows from
 * the text alone, so measuring again measures the same.
 *
 * @param text with "\n" as its only line end
 * @param most how many places at most; fewer in a short file, none in one of 20 lines
 */
export function measurePlaces(text: string, most: number): readonly MeasurePlace[] {
  const numbers = new SeededNumbers(fnv1a(text));
  const lines = linesOf(text).slice(numHeadLines).filter(isTelling);
  const num = Math.min(most, lines.length);
  return Array.from({ length: num }, (_, i) => {
    const first = Math.floor((i * lines.length) / num);
    const next = Math.floor(((i + 1) * lines.length) / num);
    const line = lines[first + Math.floor(numbers.next() * (next - first))];
    return line === undefined ? [] : [placeIn(text, line, i % 2 === 0 ? 1 : numbers.next())];
  }).flat();
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const found = { start, end: start + line.length, text: line };
    start += line.length + 1;
    return found;
  });
}

function isTelling({ text }: Line): boolean {
  return text.trim().length >= leastLine;
}

/** @param share of the line that is there; a middle is one between words, with a quarter of the line on either side */
function placeIn(text: string, line: Line, share: number): MeasurePlace {
  const column = share === 1 ? line.text.length : middleOf(line.text, share);
  return {
    prefix: text.slice(0, line.start + column),
    suffix: text.slice(line.end),
  };
}

function middleOf(line: string, share: number): number {
  const indent = line.length - line.trimStart().length;
  const length = line.trim().length;
  const from = indent + Math.floor(length / 4);
  const to = indent + Math.ceil((3 * length) / 4);
  const boundaries = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((column) =>
    /\w\W|\W\w/.test(line.slice(column - 1, column + 1)),
  );
  const found = boundaries[Math.floor(share * boundaries.length)];
  return (
    found ?? indent + Math.floor(length / 2) + splitsPair(line, indent + Math.floor(length / 2))
  );
}

/** 1 if the column is inside a character of two code units. */
function splitsPair(line: string, column: number): 0 | 1 {
  return /[\uDC00-\uDFFF]/.test(line.charAt(column)) ? 1 : 0;
}
