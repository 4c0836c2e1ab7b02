import type { Suggestion } from "../../src/core/complete/outcome";
import type { CompletionRequest } from "../../src/core/complete/request";
import { emptyStats } from "../../src/core/stats/decodeStats";

/** A request for the end of a small function. */
export function aRequest(changes: Partial<CompletionRequest> = {}): CompletionRequest {
  return {
    documentId: "file:///add.ts",
    path: "src/add.ts",
    prefix: "export function add(a: number, b: number): number {\n  return ",
    suffix: "\n}\n",
    shape: "line",
    ...changes,
  };
}

/** Statistics of one request that did nothing. */
export const noStats = { ...emptyStats, numRequests: 1 };

export function aSuggestion(text: string): Suggestion {
  return {
    kind: "suggestion",
    text,
    trims: [],
    isSeamBoundary: true,
    stoppedBy: "lineEnd",
    stats: noStats,
  };
}
