import type { Suggestion } from "../../src/core/complete/outcome";
import type { CompletionRequest } from "../../src/core/complete/request";
import type { DecodeStats } from "../../src/core/stats/decodeStats";

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
export const noStats: DecodeStats = {
  numRequests: 1,
  numPromptTokens: 0,
  numReusedTokens: 0,
  numGeneratedTokens: 0,
  numPasses: 0,
  numNodes: 0,
  numDraftTokens: 0,
  numAcceptedTokens: 0,
  numRecoveredTokens: 0,
  numBonusTokens: 0,
  numCutTokens: 0,
  acceptedPerPosition: [],
  meanAcceptanceLength: undefined,
  acceptanceRate: undefined,
  entropies: [],
  decodeMs: 0,
  totalMs: 0,
  tokensPerSecond: undefined,
  ms: { tokenise: 0, prefill: 0, heal: 0, draft: 0, forward: 0, verify: 0, commit: 0 },
};

export function aSuggestion(text: string): Suggestion {
  return { kind: "suggestion", text, stoppedBy: "lineEnd", stats: noStats };
}
