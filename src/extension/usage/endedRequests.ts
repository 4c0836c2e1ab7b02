import { reasonOf, whyOf, type EndedRequest } from "../../core/stats/panel/why";
import type { Why } from "../../core/stats/panel/sections";
import { numRequests, type UsageCounts } from "../../core/stats/usage/usageCounts";
import type { WhyAsked } from "../panel/panelPorts";
import { isHanded, type SettledRequest } from "./settledRequest";

/** Requests without a suggestion that are remembered. */
const mostRemembered = 50;

/** Remembers how the latest requests ended. It holds text of the user's: it is kept in memory, and never written anywhere. */
export class EndedRequests {
  /** Those without a suggestion, the latest last. */
  #ended: readonly EndedRequest[] = [];
  /** The latest that had one, as long as it is the latest of all. */
  #returned: EndedRequest | undefined;

  settled(request: SettledRequest): void {
    const { outcome, trail } = request;
    const { id, at, documentName, line, lineText, column, steps } = trail;
    const ended: EndedRequest = {
      id,
      at,
      documentName,
      line,
      lineText,
      column,
      steps,
      ...(outcome.kind === "none" && { none: outcome }),
      ...(outcome.trace && { trace: outcome.trace }),
    };
    this.#returned = undefined;
    if (outcome.kind === "suggestion" && isHanded(request)) this.#returned = ended;
    else this.#ended = [...this.#ended, withReason(ended)].slice(-mostRemembered);
  }

  /**
   * The page on a request: the one with that number, or the nearest one before it that had no suggestion.
   *
   * @param counts of today
   * @returns `undefined` if there is none
   */
  why({ request, reason }: WhyAsked, counts: UsageCounts): Why | undefined {
    const isAsked = (ended: EndedRequest): boolean => {
      if (request !== undefined) return ended.id <= Number(request);
      return reason === undefined || reasonOf(ended) === reason;
    };
    const latest = request === undefined && reason === undefined ? this.#returned : undefined;
    const asked = latest ?? this.#ended.findLast(isAsked);
    const first = this.#ended[0];
    if (asked === undefined) return undefined;
    return whyOf(asked, {
      requests: numRequests(counts),
      reasons: counts.reasons,
      hasEarlier: first !== undefined && first.id < asked.id,
    });
  }

  /** Forgets all. */
  clear(): void {
    this.#ended = [];
    this.#returned = undefined;
  }
}

/** A suggestion that nobody waited for any more ended as all do that the user typed on in. */
function withReason(ended: EndedRequest): EndedRequest {
  return ended.none === undefined ? { ...ended, none: { reason: "superseded" } } : ended;
}
