import type { Shape } from "../complete/request";
import { lexisOf } from "../constrain/lexis";
import type { PlaceKind } from "./cursorPlace";

/** What the user wants: `auto` leaves it to the place. */
export type ShapeWish = "auto" | Shape;

/** A cursor, as far as one line or several are a question of it. */
export interface ShapePlace {
  readonly prefix: string;
  readonly suffix: string;
  /** With forward slashes. */
  readonly path: string;
  readonly kind: PlaceKind;
}

/**
 * One line or a block. Several lines only ever go to the end of a line, since nothing else can be shown there, and never into a
 * string. Left to the place, they go where a block of code has just been opened and is still empty, and where more is wanted:
 * because the user asked by hand, or took what was suggested just before.
 */
export function chooseShape(wish: ShapeWish, place: ShapePlace, wantsMore: boolean): Shape {
  const isAtLineEnd = /^(?:\n|$)/.test(place.suffix);
  if (!isAtLineEnd || place.kind === "string") return "line";
  if (wish !== "auto") return wish;
  if (wantsMore) return "block";
  return place.kind === "code" && isInEmptyBlock(place) ? "block" : "line";
}

function isInEmptyBlock(place: ShapePlace): boolean {
  const opener = lastWrittenLine(place.prefix);
  if (opener === undefined || !opensBlock(opener, place.path)) return false;
  const next = place.suffix.split("\n", mostLinesLookedAt).find((line) => line.trim() !== "");
  return next === undefined || indentation(next) <= indentation(opener);
}

/** A line's last sign says it, or a word in the languages that have words for it. A colon also names a type or a value. */
function opensBlock(line: string, path: string): boolean {
  if (/(?:[{([]|=>|\b(?:do|then|else|begin|try|ensure|repeat))\s*$/.test(line)) return true;
  if (!/:\s*$/.test(line)) return false;
  const lexis = lexisOf(path);
  return lexis === undefined || lexis.lineComment === "#" || label.test(line);
}

/** What ends with a colon in languages with braces and has statements below. */
const label = /^\s*(?:case\b.*|default|public|protected|private)\s*:\s*$/;

/** Enough to step over blank lines; a block that begins later is none. */
const mostLinesLookedAt = 20;

function lastWrittenLine(prefix: string): string | undefined {
  const written = prefix.trimEnd();
  // Only the cursor's line or the one above it opens the block that the cursor is in.
  const lineEnds = prefix.slice(written.length).split("\n").length - 1;
  return lineEnds > 1 ? undefined : written.slice(written.lastIndexOf("\n") + 1);
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
