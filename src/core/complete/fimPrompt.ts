import { concatTokens } from "../tokens/concatTokens";
import type { FimMarks } from "./fimMarks";

/** The parts of a prompt as tokens. */
export interface PromptParts {
  /** The file's path and a line break, or nothing; shown to models that have a mark for it. */
  readonly path: Int32Array;
  /** Text before the cursor, up to where healing lets it end. */
  readonly prefix: Int32Array;
  /** Text after the cursor. */
  readonly suffix: Int32Array;
}

/**
 * The prompt `PREFIX-MARK before-hole SUFFIX-MARK suffix MIDDLE-MARK from-hole`, where the prefix's first `holeStart` tokens
 * stand before the hole and the others are the beginning of the middle. With `holeStart` at the prefix's end this is the
 * order PSM, and at 0 it is SPM: what the user types then changes only the end of the prompt.
 */
export function fimPrompt(marks: FimMarks, parts: PromptParts, holeStart: number): Int32Array {
  return concatTokens([
    ...pathTokens(marks, parts.path),
    Int32Array.of(marks.prefix),
    parts.prefix.subarray(0, holeStart),
    Int32Array.of(marks.suffix),
    parts.suffix,
    Int32Array.of(marks.middle),
    parts.prefix.subarray(holeStart),
  ]);
}

function pathTokens(marks: FimMarks, path: Int32Array): Int32Array[] {
  return marks.file === undefined || path.length === 0 ? [] : [Int32Array.of(marks.file), path];
}
