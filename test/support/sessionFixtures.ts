import type { EditorRequest } from "../../src/extension/session/request";
import type { RequestRecord } from "../../src/extension/session/requestRecord";
import { whySteps } from "../../src/core/stats/panel/why";

/** A key at the end of a line. */
export function editorRequest(changes: Partial<EditorRequest> = {}): EditorRequest {
  return {
    documentId: "file:///a.ts",
    path: "a.ts",
    prefix: "const a = ",
    suffix: "\n",
    languageId: "typescript",
    offset: 10,
    line: 1,
    numCursors: 1,
    hasSelection: false,
    isInvoked: false,
    ...changes,
  };
}

/** The record of a request that was withdrawn, with a trail that says nothing but what the record says. */
export function requestRecord(changes: Partial<Omit<RequestRecord, "trail">> = {}): RequestRecord {
  const record = {
    id: 1,
    documentId: "file:///a.ts",
    offset: 10,
    trigger: "automatic" as const,
    shape: "line" as const,
    isFromCache: false,
    outcome: { kind: "none" as const, reason: "cancelled" as const },
    totalMs: 1,
    ...changes,
  };
  const { id, trigger, outcome, totalMs } = record;
  const trail = {
    ...{
      id,
      trigger,
      outcome,
      totalMs,
      at: 0,
      documentName: "a.ts",
      line: 1,
      lineText: "",
      column: 0,
    },
    steps: whySteps.map((step) => ({ id: step, state: "notReached" as const })),
    source: outcome.kind === "none" ? ("none" as const) : ("model" as const),
  };
  return { ...record, trail };
}

/** The signal of a request that nobody withdraws. */
export function live(): AbortSignal {
  return new AbortController().signal;
}
