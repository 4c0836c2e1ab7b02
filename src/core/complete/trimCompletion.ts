import type { RequestConstraints } from "../constrain/constraintsFor";
import type { DecodeResult } from "../decode/decodeRequest";
import type { Trim } from "./outcome";
import type { CompletionRequest } from "./request";
import { suffixOverlap } from "./suffixOverlap";

/** Ends that come wherever the text happens to be. */
const cutShort: ReadonlySet<DecodeResult["stoppedBy"]> = new Set([
  "maxTokens",
  "timeBudget",
  "modelFull",
  "uncertainty",
]);

/** What is suggested, and what was taken from the end of what was decoded. */
export interface TrimmedText {
  readonly text: string;
  /** In the order in which they were taken. */
  readonly trims: readonly Trim[];
}

/**
 * The text to suggest of what was decoded.
 *
 * A block that was cut short loses its unfinished last line, unless that is all there is: the lines before it stand on their
 * own. Of any text that was cut short, no more stays than the constraints let stand. What the suffix begins with goes. Blanks and line breaks at the end go, since at the end of a line they are of no use
 * and many a formatter takes them away again. Where text follows on the cursor's line they stay: in `a =|b` the blank behind
 * `c +` is wanted.
 */
export function trimCompletion(
  { text, stoppedBy }: Pick<DecodeResult, "text" | "stoppedBy">,
  { shape, suffix }: Pick<CompletionRequest, "shape" | "suffix">,
  constraints: Pick<RequestConstraints, "lastCleanLength">,
): TrimmedText {
  const trims: Trim[] = [];
  let kept = text;
  const keep = (length: number, reason: Trim["reason"]): void => {
    if (length === kept.length) return;
    trims.push({ reason, text: kept.slice(length) });
    kept = kept.slice(0, length);
  };
  const lines = text.slice(0, Math.max(0, text.lastIndexOf("\n")));
  const isCutShort = cutShort.has(stoppedBy);
  if (shape === "block" && isCutShort && lines.trim() !== "") keep(lines.length, "unfinishedLine");
  if (isCutShort) keep(constraints.lastCleanLength(kept), "constraint");
  keep(kept.length - suffixOverlap(kept, suffix), "suffixOverlap");
  if (/^[ \t]*(?:\n|$)/.test(suffix)) keep(kept.trimEnd().length, "blankEnd");
  return { text: kept, trims };
}
