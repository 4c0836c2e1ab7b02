import { addUsage, noUsage, type UsageCounts } from "../../src/core/stats/usage/usageCounts";
import { usageOf, type UsageEvent } from "../../src/core/stats/usage/usageEvents";
import type { NoSuggestionReason } from "../../src/core/complete/outcome";
import type { DocumentEdit, TextChange } from "../../src/extension/usage/documentEdit";
import type { SettledRequest } from "../../src/extension/usage/settledRequest";
import type { SuggestionSource } from "../../src/extension/session/requestTrail";
import { aSuggestion } from "./completionFixtures";

export const documentId = "file:///a.ts";

/** An edit of the document that is worked in. */
export function anEdit(change: TextChange, more: Partial<DocumentEdit> = {}): DocumentEdit {
  return { documentId, changes: [change], isUndoOrRedo: false, isActive: true, ...more };
}

/** Text put in at an offset. */
export function insertion(offset: number, text: string): DocumentEdit {
  return anEdit({ offset, numRemoved: 0, text });
}

interface Settled {
  readonly id?: number;
  readonly offset?: number;
  readonly before?: string;
  readonly after?: string;
  readonly source?: SuggestionSource;
  readonly isHanded?: boolean;
  /** Whether an earlier request has told of it. */
  readonly isFromCache?: boolean;
}

/** A request that was answered with a text. */
export function answered(text: string, settled: Settled = {}): SettledRequest {
  return request(settled, aSuggestion(text), settled.isHanded ?? true);
}

/** A request that was answered with a reason. */
export function refused(reason: NoSuggestionReason, settled: Settled = {}): SettledRequest {
  return request({ source: "none", ...settled }, { kind: "none", reason }, false);
}

function request(
  { id = 1, offset = 0, before = "", after = "", source = "model", isFromCache = false }: Settled,
  outcome: SettledRequest["outcome"],
  isHanded: boolean,
): SettledRequest {
  const totalMs = 200;
  const trail: SettledRequest["trail"] = {
    ...{ id, at: 1_000, documentName: "a.ts" },
    ...{ line: 1, lineText: before + after, column: before.length },
    ...{ trigger: "automatic", source, outcome, totalMs },
    steps: [
      { id: "pause", state: "passed", ms: 50 },
      { id: "handed", state: isHanded ? "passed" : "stopped", ms: 1 },
    ],
    ...(outcome.kind === "none" && { reason: outcome.reason }),
  };
  return { id, documentId, offset, outcome, totalMs, trail, isFromCache };
}

/** Adds up what is counted. */
export class Tally {
  counts: UsageCounts = noUsage;

  readonly count = (event: UsageEvent): void => {
    this.counts = addUsage(this.counts, usageOf(event, 1_000));
  };
}

/** A text with an edit made. */
export function withEdit(text: string, { changes }: DocumentEdit): string {
  return changes.reduce(
    (now, change) =>
      now.slice(0, change.offset) + change.text + now.slice(change.offset + change.numRemoved),
    text,
  );
}
