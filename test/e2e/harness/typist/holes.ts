import type { SeededRandom } from "../../../../src/cli/seededRandom";

/** Lines that are missing from a text and are to be typed again, behind the end of the line before. */
export interface Hole {
  /** Of the line before; counts from 1. */
  readonly line: number;
  /** What is missing: line ends and lines, beginning with a line end. */
  readonly text: string;
}

/** A text with holes. */
export interface HoledText {
  readonly text: string;
  /** The last one first: filling it moves no other. */
  readonly holes: readonly Hole[];
}

/** How much of a text is cut out. */
export interface HoleSizes {
  /** Fewer are cut where there is no room. */
  readonly numHoles: number;
  readonly numLines: number;
}

/** Lines before the first hole, so that there is something to go by. */
const firstLine = 6;

/**
 * Cuts holes into a text, far from each other. What a keyboard has no keys for is left in: lines with blanks at their end, empty lines, and
 * those that are indented by tabs or hold anything but ASCII.
 */
export function cutHoles(
  text: string,
  { numHoles, numLines }: HoleSizes,
  random: SeededRandom,
): HoledText {
  const lines = text.split("\n");
  const starts = lines
    .map((_, start) => start)
    .filter(
      (start) =>
        start >= firstLine && isTypeable(lines.slice(start - 1, start + numLines), numLines),
    );
  const chosen: number[] = [];
  while (chosen.length < numHoles && starts.length > 0) {
    const start = random.take(starts) ?? 0;
    if (chosen.every((other) => Math.abs(other - start) > 2 * numLines + 2)) chosen.push(start);
  }
  // Those above a hole are missing too, when it is filled, and no others.
  chosen.sort((a, b) => b - a);
  const holes = chosen.map((start, index) => ({
    line: start - (chosen.length - 1 - index) * numLines,
    text: lines
      .slice(start, start + numLines)
      .map((line) => `\n${line}`)
      .join(""),
  }));
  const kept = lines.filter(
    (_, at) => !chosen.some((start) => at >= start && at < start + numLines),
  );
  return { text: kept.join("\n"), holes };
}

function isTypeable(lines: readonly string[], numLines: number): boolean {
  const isPlain = (line: string): boolean => /^ *[!-~](?:[ -~]*[!-~])?$/.test(line);
  return lines.length === numLines + 1 && lines.every(isPlain);
}
