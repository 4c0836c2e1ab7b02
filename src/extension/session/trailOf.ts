import { cursorLine } from "../documentContext";
import type { EditorRequest } from "./request";
import type { RequestTrail } from "./requestTrail";

/** What is known of a request besides its place. */
type Told = Pick<
  RequestTrail,
  "id" | "trigger" | "at" | "source" | "steps" | "outcome" | "totalMs"
>;

/** The trail of a request that has come to its end. */
export function trailOf(request: EditorRequest, told: Told): RequestTrail {
  const { path, line } = request;
  const { before, after } = cursorLine(request);
  const { outcome } = told;
  return {
    ...told,
    documentName: path.slice(path.lastIndexOf("/") + 1),
    line,
    lineText: before + after,
    column: before.length,
    ...(outcome.kind === "none" && {
      reason: outcome.reason,
      ...(outcome.filter !== undefined && { filter: outcome.filter }),
      ...(outcome.dropped !== undefined && { dropped: outcome.dropped }),
    }),
  };
}
