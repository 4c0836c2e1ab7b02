import type { CompletionRequest, CompletionOptions } from "../../core/complete/request";
import type { Subscription } from "../../protocol/channel";
import type { EngineClient } from "../engineClient";
import type { Timers } from "../timers";

/** A cursor that has not moved for so long rests. Typing brings requests of its own, which end all feeding. */
export const restMs = 250;

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
    this.#rest = this.#parts.timers.after(restMs, () => {
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
    const { engine, next, onChange } = this.#parts;
    const wanted = next();
    if (wanted === undefined) return;
    const feeding = new AbortController();
    this.#feeding = feeding;
    onChange();
    // It never rejects; a request takes its place whenever there is one.
    await engine.warm(wanted.request, wanted.options, feeding.signal);
    if (this.#feeding !== feeding) return;
    this.#feeding = undefined;
    onChange();
  }
}
