import type { CaseKind, CompletionCase } from "../../../../src/core/check/completionCase";

/**
 * What somebody is doing at the cursor. The kinds of cases, and edits that are scripted:
 *
 * - `fresh`: a block of which the rest of the file says next to nothing.
 * - `similar`: a block that the rest of the file has nearly word for word.
 * - `rename`: a name was changed up to the cursor and is to be changed in the lines behind it.
 * - `table`: the next rows of a table of cases.
 * - `edit`: what the authors of a published package changed from one version to the next is carried on.
 */
export type TaskFamily = CaseKind | "fresh" | "similar" | "rename" | "table" | "edit";

export const taskFamilies: readonly TaskFamily[] = [
  "line",
  "mid",
  "block",
  "anywhere",
  "fresh",
  "similar",
  "rename",
  "table",
  "edit",
];

/** A place in code, and what is being done there. */
export interface BenchTask extends CompletionCase {
  readonly family: TaskFamily;
}
