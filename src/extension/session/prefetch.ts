import type { Outcome } from "../../core/complete/outcome";
import type { Subscription } from "../../protocol/channel";
import type { Timers } from "../timers";
import { placeAfter, placeOnNextLine } from "./placesAfter";
import type { EditorRequest } from "./request";

export interface PrefetchParts {
  readonly timers: Timers;
  /** Whether the machine may work ahead now. */
  readonly mayPrefetch: () => boolean;
  /** Asks the model what follows at a place, or knows it. */
  readonly ask: (request: EditorRequest) => Promise<Outcome>;
}

/**
 * Has the model go on behind a suggestion while it is on the screen, so that what follows is there when it is accepted. Where a line is
 * complete with it and nothing follows on that line, it goes on behind Enter. Never more than that: most suggestions are not accepted.
 */
export class Prefetch {
  readonly #parts: PrefetchParts;
  #tick: Subscription | undefined;
  /** Counts what was begun and stopped: what was begun before goes no further. */
  #turn = 0;

  constructor(parts: PrefetchParts) {
    this.#parts = parts;
  }

  /** A suggestion has been handed to the editor. Waits a tick first, for a request that may be on the heels of this one. */
  behind(request: EditorRequest, text: string): void {
    const next = placeAfter(request, text);
    this.#begin([next, placeOnNextLine(next)]);
  }

  /** A suggestion has been accepted and nothing follows on its line. */
  behindEnter(request: EditorRequest): void {
    this.#begin([placeOnNextLine(request)]);
  }

  /** Asks for nothing more. What is being asked goes on: it may be what is wanted next. */
  stop(): void {
    this.#turn++;
    this.#tick?.dispose();
    this.#tick = undefined;
  }

  #begin(requests: readonly (EditorRequest | undefined)[]): void {
    this.stop();
    if (!this.#parts.mayPrefetch()) return;
    const turn = this.#turn;
    this.#tick = this.#parts.timers.after(0, () => {
      this.#tick = undefined;
      void this.#askInTurn(requests, turn);
    });
  }

  /** Asks for one place after the other, until something follows at one of them. */
  async #askInTurn(requests: readonly (EditorRequest | undefined)[], turn: number): Promise<void> {
    for (const request of requests) {
      if (request === undefined || turn !== this.#turn) return;
      const outcome = await this.#parts.ask(request);
      if (outcome.kind !== "none" || outcome.reason !== "emptyCompletion") return;
    }
  }
}
