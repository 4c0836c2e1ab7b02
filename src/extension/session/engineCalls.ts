import type { Outcome } from "../../core/complete/outcome";
import type { CompletionOptions, CompletionRequest } from "../../core/complete/request";
import { differByClosers } from "../../core/complete/remainder";
import type { SuggestionPlace } from "../../core/complete/suggestionPlace";
import { messageOf } from "../../core/errors";
import type { Subscription } from "../../protocol/channel";
import { unlessAborted } from "../abortableCall";
import type { EngineClient } from "../engineClient";
import type { Timers } from "../timers";
import { none } from "./none";

/**
 * How long a call that nobody waits for goes on. A key withdraws the request before it; the one that the key makes comes after a pause of
 * the editor's own, 50 ms and more, and may want just this answer.
 */
export const graceMs = 150;

/** More code units than that of a text are not typed while it is being made. */
const mostTyped = 64;

/** What the engine is asked, with what tells whether another request can use the answer. */
export interface EngineQuestion {
  readonly request: CompletionRequest;
  readonly options: CompletionOptions;
  /** See `SuggestionOrigin`. */
  readonly context: number;
  readonly isPrefetched: boolean;
}

/** A question that the engine is working on. */
export interface EngineCall extends EngineQuestion {
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
}

/** The questions that the engine is working on, so that none is asked again while its answer is on the way. */
export class EngineCalls {
  readonly #engine: Pick<EngineClient, "complete">;
  readonly #timers: Timers;
  /** In the order in which they were asked. */
  readonly #running = new Map<EngineCall, Work>();

  constructor(engine: Pick<EngineClient, "complete">, timers: Timers) {
    this.#engine = engine;
    this.#timers = timers;
  }

  /** @param onAnswer called with the outcome before anybody who waits for it goes on */
  start(question: EngineQuestion, onAnswer: (outcome: Outcome) => void): EngineCall {
    const controller = new AbortController();
    const work: Work = { controller, numWaiting: 0, isForgotten: false };
    const outcome = this.#ask(question, controller.signal).then((answer) => {
      this.#running.delete(call);
      work.grace?.dispose();
      const isCutOff = controller.signal.aborted && answer.kind === "none";
      const told = isCutOff ? none("superseded") : answer;
      onAnswer(told);
      return told;
    });
    const call: EngineCall = { ...question, outcome };
    this.#running.set(call, work);
    return call;
  }

  /** The latest call whose answer may go on at this place, as far as can be told before it is there. */
  matching(place: SuggestionPlace, context: number): EngineCall | undefined {
    const usable = [...this.#running].filter(
      ([call, { isForgotten }]) =>
        !isForgotten &&
        call.context === context &&
        call.request.shown === undefined &&
        mayGoOn(call.request, place),
    );
    return usable.at(-1)?.[0];
  }

  /** Waits for a call. Who withdraws is told at once; a call that nobody waits for any more is ended a little later. */
  async wait(call: EngineCall, signal: AbortSignal): Promise<Outcome> {
    if (signal.aborted) return none("cancelled");
    const work = this.#running.get(call);
    if (work === undefined) return call.outcome;
    work.numWaiting++;
    work.grace?.dispose();
    const outcome = await unlessAborted(call.outcome, signal, () => undefined);
    work.numWaiting--;
    if (work.numWaiting === 0 && this.#running.has(call)) {
      work.grace = this.#timers.after(graceMs, () => {
        work.controller.abort();
      });
    }
    return outcome;
  }

  /** Whether the engine works on something for a document. */
  isAskingFor(documentId: string): boolean {
    return [...this.#running.keys()].some(({ request }) => request.documentId === documentId);
  }

  /**
   * Ends all calls for a document, but for those that may go on at `place`, if one is given. What is made ahead for any other document
   * ends too: it is not to hold up what somebody waits for.
   */
  end(documentId: string, place?: SuggestionPlace): void {
    for (const [{ request, isPrefetched }, { controller, numWaiting }] of this.#running) {
      const isAhead = isPrefetched && numWaiting === 0;
      if (request.documentId !== documentId && !isAhead) continue;
      if (place === undefined || !mayGoOn(request, place)) controller.abort();
    }
  }

  /** What is on its way is of the old kind: it goes to those who wait for it, and to nobody else. */
  forget(): void {
    for (const work of this.#running.values()) work.isForgotten = true;
  }

  async #ask({ request, options }: EngineQuestion, signal: AbortSignal): Promise<Outcome> {
    try {
      return await this.#engine.complete(request, options, signal);
    } catch (error) {
      // `EngineClient` does not reject; should a defect make it, it costs one suggestion and is in the log.
      return none("failed", messageOf(error));
    }
  }
}

interface Work {
  readonly controller: AbortController;
  numWaiting: number;
  /** Rings when the call is to be ended. */
  grace?: Subscription;
  isForgotten: boolean;
}

/** Whether the answer may begin with what has been typed since. Closers that the editor added are judged when it is there. */
function mayGoOn(request: CompletionRequest, place: SuggestionPlace): boolean {
  if (request.documentId !== place.documentId) return false;
  const numTyped = place.prefix.length - request.prefix.length;
  if (numTyped < 0 || numTyped > mostTyped || !place.prefix.startsWith(request.prefix))
    return false;
  const typed = place.prefix.slice(request.prefix.length);
  if (request.shape === "line" && typed.includes("\n")) return false;
  return differByClosers(request.suffix, place.suffix);
}
