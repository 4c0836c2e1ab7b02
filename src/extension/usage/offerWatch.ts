import { reasonIdOf } from "../../core/stats/panel/reasons";
import type { UsageEvent } from "../../core/stats/usage/usageEvents";
import type { Subscription } from "../../protocol/channel";
import { leastSeenMs } from "../session/shownSuggestion";
import type { SuggestionSource } from "../session/requestTrail";
import type { Timers } from "../timers";
import type { DocumentEdit } from "./documentEdit";
import { takenText, type OfferedText, type TakenText } from "./offeredText";
import { isHanded, offeredAt, type OfferNews, type SettledRequest } from "./settledRequest";

export interface OfferWatchParts {
  readonly timers: Timers;
  readonly count: (event: UsageEvent) => void;
  readonly tell: (news: OfferNews) => void;
}

/** The suggestion that the editor may be showing. */
interface Offer {
  readonly documentId: string;
  readonly requestId: number;
  readonly source: SuggestionSource;
  text: OfferedText;
  isShown: boolean;
  isTaken: boolean;
  alarm: Subscription | undefined;
}

/**
 * Tells which suggestions were shown and taken. The editor says neither: a suggestion is taken for shown if the document has not
 * changed for 300 ms after it was handed over, and for taken if an edit puts in its text or the beginning of it. Each request is
 * counted once: as shown, or with the reason why not. Who takes a suggestion word by word takes one suggestion, and the requests that
 * bring its rest are none of their own.
 */
export class OfferWatch {
  readonly #parts: OfferWatchParts;
  #offer: Offer | undefined;

  constructor(parts: OfferWatchParts) {
    this.#parts = parts;
  }

  settled(request: SettledRequest): void {
    const { id, documentId, outcome, trail } = request;
    if (outcome.kind === "none" || !isHanded(request)) {
      const reason = outcome.kind === "none" ? reasonIdOf(outcome) : "superseded";
      this.#parts.count({ kind: "notShown", reason });
      return;
    }
    const text = offeredAt(request, outcome.text);
    const last = this.#offer;
    if (last?.isTaken && last.documentId === documentId && isRestOf(text, last.text)) {
      last.text = text;
      return;
    }
    this.#leave("replaced");
    const offer: Offer = {
      documentId,
      requestId: id,
      source: trail.source,
      text,
      isShown: false,
      isTaken: false,
      alarm: this.#parts.timers.after(leastSeenMs, () => {
        this.#show(offer);
      }),
    };
    this.#offer = offer;
  }

  /** @returns what the edit took of the suggestion, and whether that goes on what was taken of it before */
  edited(edit: DocumentEdit): { readonly taken: TakenText; readonly goesOn: boolean } | undefined {
    const offer = this.#offer;
    if (offer?.documentId !== edit.documentId) return undefined;
    const [change] = edit.changes;
    const taken =
      change === undefined || edit.changes.length > 1 || edit.isUndoOrRedo
        ? undefined
        : takenText(offer.text, change);
    if (taken === undefined) {
      this.#leave("dismissed");
      return undefined;
    }
    const goesOn = offer.isTaken;
    this.#show(offer);
    if (!offer.isTaken) this.#parts.count({ kind: "accepted" });
    offer.isTaken = true;
    if (taken.rest === undefined) {
      this.#offer = undefined;
      this.#parts.tell({ requestId: offer.requestId, outcome: "accepted" });
    } else {
      offer.text = taken.rest;
      this.#parts.tell({ requestId: offer.requestId, outcome: "partly" });
    }
    return { taken, goesOn };
  }

  /** The document is closed, or nothing more is to be counted. */
  end(documentId = this.#offer?.documentId): void {
    if (this.#offer?.documentId === documentId) this.#leave("replaced");
  }

  #show(offer: Offer): void {
    offer.alarm?.dispose();
    offer.alarm = undefined;
    if (offer.isShown) return;
    offer.isShown = true;
    this.#parts.count({ kind: "shown", from: originOf(offer.source) });
    this.#parts.tell({ requestId: offer.requestId, outcome: "shown" });
  }

  /** It is not there any more. */
  #leave(outcome: "dismissed" | "replaced"): void {
    const offer = this.#offer;
    if (offer === undefined) return;
    this.#offer = undefined;
    offer.alarm?.dispose();
    if (!offer.isShown) this.#parts.count({ kind: "notShown", reason: "superseded" });
    if (offer.isTaken) return;
    // What nobody had the time to see was not dismissed.
    const news = offer.isShown ? outcome : "replaced";
    this.#parts.tell({ requestId: offer.requestId, outcome: news });
  }
}

/** Whether a suggestion is what was left of the one before. */
function isRestOf(text: OfferedText, rest: OfferedText): boolean {
  const goesOn = text.text.startsWith(rest.text) || rest.text.startsWith(text.text);
  return text.offset === rest.offset && goesOn;
}

function originOf(source: SuggestionSource): "model" | "typedAlong" | "seen" {
  if (source === "typedAlong") return source;
  return source === "seenBefore" || source === "prefetched" ? "seen" : "model";
}
