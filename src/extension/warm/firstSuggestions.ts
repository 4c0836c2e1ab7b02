import { foundPromptWarm } from "../../core/stats/promptWarmth";
import type { RequestRecord } from "../session/requestRecord";

/** How many first suggestions found their prompt fed already. */
export interface WarmShare {
  readonly numFirst: number;
  readonly numWarm: number;
}

/**
 * Counts, for each time that a document is opened, whether the first request that the model was asked found its prompt warm. Holds
 * names of documents only as long as they are open.
 */
export class FirstSuggestions {
  readonly #asked = new Set<string>();
  #numFirst = 0;
  #numWarm = 0;

  get share(): WarmShare {
    return { numFirst: this.#numFirst, numWarm: this.#numWarm };
  }

  observe({
    documentId,
    isFromCache,
    outcome,
  }: Pick<RequestRecord, "documentId" | "isFromCache" | "outcome">): void {
    if (isFromCache || outcome.stats === undefined || this.#asked.has(documentId)) return;
    const isWarm = foundPromptWarm(outcome.stats);
    // A request that was withdrawn before its prompt was looked at is no first one.
    if (isWarm === undefined) return;
    this.#asked.add(documentId);
    this.#numFirst += 1;
    if (isWarm) this.#numWarm += 1;
  }

  /** The document is closed: when it is opened again, it has a first suggestion again. */
  closed(documentId: string): void {
    this.#asked.delete(documentId);
  }

  /** Another model: every document begins anew. */
  clear(): void {
    this.#asked.clear();
    this.#numFirst = 0;
    this.#numWarm = 0;
  }
}
