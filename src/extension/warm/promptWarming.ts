import type { CompletionRequest, CompletionOptions } from "../../core/complete/request";
import type { Subscription } from "../../protocol/channel";
import type { EngineClient } from "../engineClient";
import type { Timers } from "../timers";

/** A cursor that has not moved for so long rests, at least. Typing brings requests of its own, which end all feeding. */
export const restMs = 250;

/**
 * It rests for this many times as long as feeding took last: who reads and moves the cursor now and then would otherwise have a large
 * model read all the time, and for nothing.
 */
const restsPerFeeding = 2;

/** Who has not moved for so long may come back to type at any time. */
const longestRestMs = 10_000;

export interface PromptWarmingParts {
  readonly engine: Pick<EngineClient, "warm">;
  readonly timers: Timers;
  /** The request that a key at the cursor would make; `undefined` where none is to be prepared for. */
  readonly next: () =>
    { readonly request: CompletionRequest; readonly options: CompletionOptions } | undefined;
  /** Called when feeding begins and ends. */
  readonly onChange: () => void;
}

/** Has the prompt of the next request fed while the cursor rests. */
export class PromptWarming {
  readonly #parts: PromptWarmingParts;
  #rest: Subscription | undefined;
  #feeding: AbortController | undefined;
  /** What feeding took last; a prompt that was there already halves it only. */
  #feedingMs = 0;

  constructor(parts: PromptWarmingParts) {
    this.#parts = parts;
  }

  /** Whether a prompt is being fed now. */
  get isFeeding(): boolean {
    return this.#feeding !== undefined;
  }

  /** Another document, another place, or a model that has only now become ready: feeds once that stays for a while. */
  moved(): void {
    this.stop();
    const rest = Math.min(longestRestMs, Math.max(restMs, restsPerFeeding * this.#feedingMs));
    this.#rest = this.#parts.timers.after(rest, () => {
      this.#rest = undefined;
      void this.#feed();
    });
  }

  /** Ends what is being fed, or was to be. What was fed already stays. */
  stop(): void {
    this.#rest?.dispose();
    this.#rest = undefined;
    this.#feeding?.abort();
  }

  async #feed(): Promise<void> {
    const { engine, timers, next, onChange } = this.#parts;
    const wanted = next();
    if (wanted === undefined) return;
    const feeding = new AbortController();
    this.#feeding = feeding;
    onChange();
    const begunMs = timers.now();
    // It never rejects; a request takes its place whenever there is one.
    await engine.warm(wanted.request, wanted.options, feeding.signal);
    this.#feedingMs = Math.max(timers.now() - begunMs, this.#feedingMs / 2);
    if (this.#feeding !== feeding) return;
    this.#feeding = undefined;
    onChange();
  }
}
