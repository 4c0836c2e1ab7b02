import type { DecodeResult } from "../decode/decoder";
import type { CompletionRequest } from "./request";

/** Ends that come wherever the text happens to be. */
const cutShort: ReadonlySet<DecodeResult["stoppedBy"]> = new Set([
  "maxTokens",
  "timeBudget",
  "modelFull",
]);

/**
 * The text to suggest of what was decoded.
 *
 * A block that was cut short loses its unfinished last line, unless that is all there is: the lines before it stand on their
 * own. Blanks and line breaks at the end go, since at the end of a line they are of no use and many a formatter takes them
 * away again. Where text follows on the cursor's line they stay: in `a =|b` the blank behind `c +` is wanted.
 */
export function trimCompletion(
  { text, stoppedBy }: Pick<DecodeResult, "text" | "stoppedBy">,
  { shape, suffix }: Pick<CompletionRequest, "shape" | "suffix">,
): string {
  const isUnfinished = shape === "block" && cutShort.has(stoppedBy);
  const lines = isUnfinished ? text.slice(0, Math.max(0, text.lastIndexOf("\n"))) : text;
  const kept = lines.trim() === "" ? text : lines;
  return /^[ \t]*(?:\n|$)/.test(suffix) ? kept.trimEnd() : kept;
}
