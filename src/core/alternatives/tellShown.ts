import type { CompletionRequest } from "../complete/request";
import { commentStyleOf } from "./commentStyle";

/** Says of the lines below it that they are not wanted. */
const heading = "Tried and rejected:";

/**
 * The request with what was shown already written above the cursor's line, as comment lines that say it was tried: what has
 * been explored goes into the context, and the model is asked for something else.
 *
 * Source: Peng et al. 2024, arXiv:2410.02284 (in-context navigation).
 */
export function tellShown(request: CompletionRequest, shown: readonly string[]): CompletionRequest {
  const lines = shown.flatMap((text) => text.split("\n").map((line) => line.trim()));
  const told = lines.filter((line) => line !== "");
  if (told.length === 0) return request;
  const { open, close } = commentStyleOf(request.path);
  const { prefix } = request;
  const lineStart = prefix.lastIndexOf("\n") + 1;
  const [indentation = ""] = /^[ \t]*/.exec(prefix.slice(lineStart)) ?? [];
  const comments = [heading, ...told].map((line) =>
    `${indentation}${open} ${withoutClose(line, close)} ${close}`.trimEnd(),
  );
  const above = comments.map((comment) => `${comment}\n`).join("");
  return { ...request, prefix: prefix.slice(0, lineStart) + above + prefix.slice(lineStart) };
}

/** A text that closes the comment would go on as code. */
function withoutClose(line: string, close: string): string {
  return close === "" ? line : line.replaceAll(close, "");
}
