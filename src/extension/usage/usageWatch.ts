import type { UsageEvent } from "../../core/stats/usage/usageEvents";
import type { Timers } from "../timers";
import type { DocumentEdit } from "./documentEdit";
import { KeptWatch } from "./keptWatch";
import { OfferWatch } from "./offerWatch";
import type { OfferNews, SettledRequest } from "./settledRequest";
import { typedLength } from "./typedLength";

export interface UsageWatchParts {
  readonly timers: Timers;
  /** The text of an open document; `undefined` if it is closed. */
  readonly textOf: (documentId: string) => string | undefined;
  readonly count: (event: UsageEvent) => void;
  readonly tell: (news: OfferNews) => void;
}

/** Follows what becomes of suggestions, and how much is written without them. */
export class UsageWatch {
  readonly #parts: UsageWatchParts;
  readonly #offers: OfferWatch;
  readonly #kept: KeptWatch;

  constructor(parts: UsageWatchParts) {
    this.#parts = parts;
    this.#offers = new OfferWatch(parts);
    this.#kept = new KeptWatch(parts);
  }

  /** A request has its outcome, and the editor is about to get it. */
  settled(request: SettledRequest): void {
    const { outcome, trail } = request;
    if (trail.source === "model" && outcome.stats !== undefined) {
      const { numPromptTokens, numReusedTokens } = outcome.stats;
      this.#parts.count({
        kind: "read",
        promptTokens: numPromptTokens,
        reusedTokens: numReusedTokens,
      });
    }
    this.#offers.settled(request);
  }

  edited(edit: DocumentEdit): void {
    this.#kept.edited(edit);
    const took = this.#offers.edited(edit);
    if (took !== undefined) this.#kept.taken(edit.documentId, took.taken, took.goesOn);
    const numChars = took?.taken.numAdded ?? typedLength(edit);
    if (numChars > 0) {
      this.#parts.count({ kind: "added", numChars, isAccepted: took !== undefined });
    }
  }

  closed(documentId: string): void {
    this.#offers.end(documentId);
    this.#kept.closed(documentId);
  }

  dispose(): void {
    this.#offers.end();
    this.#kept.dispose();
  }
}
