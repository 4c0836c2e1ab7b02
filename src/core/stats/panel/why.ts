import type { NoSuggestion } from "../../complete/outcome";
import type { CompletionTrace } from "../../trace/completionTrace";
import { tokOf } from "./last";
import { reasonIdOf } from "./reasons";
import type { ReasonId, Why, WhyStepId } from "./sections";

/** The way of a request, as far as it is told of. */
export interface EndedRequest {
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
  readonly documentName: string;
  /** Counts from 1. */
  readonly line: number;
  readonly lineText: string;
  /** Code units of `lineText` before the cursor. */
  readonly column: number;
  readonly steps: Why["steps"];
  /** Why nothing was shown; left out where a suggestion was handed over. */
  readonly none?: Pick<NoSuggestion, "reason" | "doubt" | "filter" | "dropped" | "detail">;
  readonly trace?: CompletionTrace;
}

/** Steps in the order in which a request takes them. */
export const whySteps: readonly WhyStepId[] = [
  "allowed",
  "place",
  "pause",
  "memory",
  "model",
  "sure",
  "checked",
  "handed",
];

/** Counts that stand below it. */
export interface WhyCounts {
  readonly requests: number;
  readonly reasons: Readonly<Partial<Record<ReasonId, number>>>;
  readonly hasEarlier: boolean;
}

/** The row that a request is found under. */
export function reasonOf({ none }: EndedRequest): ReasonId {
  return none === undefined ? "returned" : reasonIdOf(none);
}

/** The page on one request. */
export function whyOf(request: EndedRequest, counts: WhyCounts): Why {
  const { lineText, column, none, trace } = request;
  const reason = reasonOf(request);
  const first = trace?.tokens.find(({ by }) => by !== "healing");
  return {
    request: String(request.id),
    reason,
    at: request.at,
    document: request.documentName,
    line: request.line,
    before: lineText.slice(0, column),
    after: lineText.slice(column),
    steps: whySteps.map(
      (id) => request.steps.find((step) => step.id === id) ?? { id, state: "notReached" },
    ),
    ...(none?.dropped !== undefined && { dropped: none.dropped }),
    ...(none?.detail !== undefined && { detail: none.detail }),
    ...(reason === "unsure" && first && { first: tokOf(first) }),
    ...(none?.doubt !== undefined && { doubt: none.doubt }),
    ofToday: counts.requests,
    sameToday: counts.reasons[reason] ?? 0,
    hasEarlier: counts.hasEarlier,
  };
}
