import type { FilterId } from "../../core/filter/filter";
import type { NoSuggestionReason, Outcome } from "../../core/complete/outcome";
import type { Clock } from "../../core/ports";
import type { WhyStepId } from "../../core/stats/panel/sections";
import { whySteps } from "../../core/stats/panel/why";
import type { RequestTrigger } from "./request";

/** Where a text came from: `none` if there is no text. */
export type SuggestionSource =
  | "model"
  /** The rest of what was on the screen. */
  | "typedAlong"
  | "seenBefore"
  /** Asked for by an earlier key, and finished after this one. */
  | "inFlight"
  /** Made while the text before it was on the screen. */
  | "prefetched"
  | "none";

/** At most one step is `stopped`. Those behind it were not reached, and neither were those of the model where the text was known. */
export interface TrailStep {
  readonly id: WhyStepId;
  readonly state: "passed" | "stopped" | "notReached";
  /** Left out where it was not reached. */
  readonly ms?: number;
}

/** How far a request came, and why no further. Holds text of the user's: it is kept in memory, and never written anywhere. */
export interface RequestTrail {
  readonly id: number;
  /** When it was asked: milliseconds since 1970. */
  readonly at: number;
  /** The file's name without its folder. */
  readonly documentName: string;
  /** Counted from 1. */
  readonly line: number;
  readonly lineText: string;
  /** Code units of it before the cursor. */
  readonly column: number;
  readonly trigger: RequestTrigger;
  /** All eight, in their order. */
  readonly steps: readonly TrailStep[];
  readonly reason?: NoSuggestionReason;
  readonly filter?: FilterId;
  /** What would have been suggested, where there was something. */
  readonly dropped?: string;
  readonly source: SuggestionSource;
  readonly outcome: Outcome;
  readonly totalMs: number;
}

/** Takes the time of each step as a request goes its way. */
export class StepWatch {
  readonly #clock: Clock;
  readonly #ms = new Map<WhyStepId, number>();
  #step: WhyStepId = "allowed";
  #sinceMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#sinceMs = clock.now();
  }

  /** The step that the request is in has been passed; from now on it is in `next`. */
  passTo(next: WhyStepId): void {
    const nowMs = this.#clock.now();
    this.#ms.set(this.#step, (this.#ms.get(this.#step) ?? 0) + nowMs - this.#sinceMs);
    this.#step = next;
    this.#sinceMs = nowMs;
  }

  /** @param isHanded whether somebody still waits for the outcome */
  finish(outcome: Outcome, isHanded: boolean): readonly TrailStep[] {
    const last = outcome.kind === "none" ? (stoppedAt[outcome.reason] ?? this.#step) : "handed";
    this.passTo("handed");
    const numPassed = whySteps.indexOf(last);
    return whySteps.map((id, index): TrailStep => {
      if (index > numPassed) return { id, state: "notReached" };
      const ms = this.#ms.get(id);
      if (index === numPassed) {
        const state = outcome.kind === "suggestion" && isHanded ? "passed" : "stopped";
        return { id, state, ms: ms ?? 0 };
      }
      return ms === undefined ? { id, state: "notReached" } : { id, state: "passed", ms };
    });
  }
}

/** The step that ends a request for each reason; none for those that can come at any step. */
const stoppedAt: Readonly<Record<NoSuggestionReason, WhyStepId | undefined>> = {
  disabled: "allowed",
  paused: "allowed",
  midLine: "place",
  place: "place",
  emptyContext: "model",
  modelMissing: "model",
  engineLoading: "model",
  engineDown: "model",
  timedOut: "model",
  emptyCompletion: "model",
  failed: "model",
  unsure: "sure",
  filtered: "checked",
  dismissed: "checked",
  cancelled: undefined,
  superseded: undefined,
};
