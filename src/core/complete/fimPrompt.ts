import type { FimLayout } from "../model/fimFormat";
import { concatTokens } from "../tokens/concatTokens";
import type { FimMarks } from "./fimMarks";

/** The parts of a prompt as tokens. */
export interface PromptParts {
  /** The repository's name and a line break, or nothing; shown to models that have a mark for it. */
  readonly repository: Int32Array;
  /** The file's path and a line break, or nothing; shown to models that have a mark for it. */
  readonly path: Int32Array;
  /** Text of other files: with their marks and paths for a model that has a mark for them, else as comments. */
  readonly others: Int32Array;
  /** What the file holds where the text before the hole does not reach, in whole lines. */
  readonly outline: Int32Array;
  /** Text before the hole. */
  readonly beforeHole: Int32Array;
  /** Text from the hole's start to where healing lets the prompt end: the first part of the middle. */
  readonly fromHole: Int32Array;
  /** Text after the cursor. */
  readonly suffix: Int32Array;
}

/**
 * The prompt `begin REPOSITORY name FILE path PREFIX before-hole SUFFIX suffix MIDDLE from-hole`, or with `SUFFIX suffix PREFIX
 * before-hole` in the middle of it where the layout is suffix-first. What the model writes goes on from its end. For a model without
 * such marks it is `begin before-hole from-hole`.
 *
 * Other files stand before `FILE path`, each as `FILE path text`, or where there is no such mark as comments before the text. The outline
 * always stands before the text. So what changes seldom comes first, but for the suffix where the layout shows it first.
 *
 * With the hole's start at the cursor nothing is from the hole (the order PSM); with nothing before the hole it is SPM.
 */
export function fimPrompt(marks: FimMarks, parts: PromptParts, layout: FimLayout): Int32Array {
  const { begin, fim } = marks;
  const hasFiles = fim !== undefined && marks.file !== undefined;
  const text = [...(hasFiles ? [] : [parts.others]), parts.outline, parts.beforeHole];
  if (fim === undefined) return concatTokens([begin, ...text, parts.fromHole]);
  const before = [Int32Array.of(fim.prefix), ...text];
  const after = [Int32Array.of(fim.suffix), parts.suffix];
  return concatTokens([
    begin,
    ...named(marks.repository, parts.repository),
    ...(hasFiles ? [parts.others] : []),
    ...named(marks.file, parts.path),
    ...(layout === "prefix-first" ? [...before, ...after] : [...after, ...before]),
    Int32Array.of(fim.middle),
    parts.fromHole,
  ]);
}

function named(mark: number | undefined, name: Int32Array): Int32Array[] {
  return mark === undefined || name.length === 0 ? [] : [Int32Array.of(mark), name];
}
