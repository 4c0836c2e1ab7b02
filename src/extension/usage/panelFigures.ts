import { useSection } from "../../core/stats/panel/use";
import { reasonsSection } from "../../core/stats/panel/reasons";
import { lastOf } from "../../core/stats/panel/last";
import { PanelHistory, type PanelFacts } from "../../core/stats/panel/panelHistory";
import type { Last, Sections } from "../../core/stats/panel/sections";
import type { UsageCounts } from "../../core/stats/usage/usageCounts";
import type { Day } from "../../core/stats/usage/usageDays";
import type { Scope } from "../../protocol/panelMessages";
import { isHanded, type OfferNews, type SettledRequest } from "./settledRequest";
import type { UsageCounter } from "./usageCounter";

export interface PanelFiguresParts {
  readonly counter: UsageCounter;
  /** The local date. */
  readonly today: () => Day;
}

/** The figures of the panel, and the last suggestion with its tokens. The text of that one is all that is kept, and only in memory. */
export class PanelFigures {
  readonly #parts: PanelFiguresParts;
  readonly #history = new PanelHistory();
  #last: Last | undefined;
  /** Requests that brought the last suggestion or what was left of it. */
  #lastIds = new Set<number>();

  constructor(parts: PanelFiguresParts) {
    this.#parts = parts;
  }

  settled(request: SettledRequest): void {
    const { id, outcome, totalMs, trail, isFromCache } = request;
    if (outcome.kind === "none" || !isHanded(request)) return;
    const { trace, stats } = outcome;
    const { source } = trail;
    if (source === "model") {
      const pauseMs = pauseOf(request);
      this.#history.fromModel({ totalMs, pauseMs, stats });
    } else if (source === "inFlight") {
      // Whose request it was has typed on, and several may get the rest of it.
      this.#history.fromEarlier(totalMs, isFromCache ? undefined : stats);
    } else {
      this.#history.fromMemory(totalMs);
    }
    if (source === "typedAlong") {
      this.#lastIds.add(id);
      return;
    }
    // One that came from memory as a part of another has none. What is known of the one before goes on being shown.
    if (trace === undefined) return;
    this.#lastIds = new Set([id]);
    const { stoppedBy: endedBy, text } = outcome;
    const lead = trail.lineText.slice(0, trail.column);
    const suggestion = { id: String(id), lead, outcome: "shown", ms: totalMs } as const;
    this.#last = lastOf({ ...suggestion, endedBy, text, trace });
  }

  /** What became of a suggestion, as `UsageWatch` tells. */
  became({ requestId, outcome }: OfferNews): void {
    if (this.#last === undefined || !this.#lastIds.has(requestId)) return;
    this.#last = { ...this.#last, outcome };
  }

  /** Another model or way of decoding takes over. @param change its name */
  restart(change?: string): void {
    this.#history.restart(change);
  }

  /** Tokens per second of the latest requests; `undefined` before the first. For the status bar. */
  get speed(): number | undefined {
    return this.#history.speed;
  }

  /** The last suggestion, if it is known how it came about. */
  get last(): Last | undefined {
    return this.#last;
  }

  /** All sections. Those on speed are of this window, since the model or the way of decoding changed, whatever the scope. */
  sections(scope: Scope, facts: PanelFacts): Partial<Sections> {
    const { counter, today } = this.#parts;
    const counts = this.counts(scope);
    return {
      ...this.#history.sections(facts),
      use: useSection(counts, counter.days, today()),
      reasons: reasonsSection(counts.reasons),
    };
  }

  counts(scope: Scope): UsageCounts {
    const { counter } = this.#parts;
    switch (scope) {
      case "session":
        return counter.session;
      case "today":
        return counter.ofDays(1);
      case "sevenDays":
        return counter.ofDays(7);
      default:
        return scope satisfies never;
    }
  }
}

function pauseOf({ trail }: SettledRequest): number {
  return trail.steps.find(({ id }) => id === "pause")?.ms ?? 0;
}
