import type { Logger } from "../core/ports";
import type { Subscription } from "../protocol/channel";
import type { EngineState } from "./engineState";

/** What the engine is doing, for those who want to know. */
export class EngineStates {
  readonly #log: Logger;
  readonly #listeners = new Set<(state: EngineState) => void>();
  #state: EngineState = { kind: "stopped" };

  constructor(log: Logger) {
    this.#log = log;
  }

  get current(): EngineState {
    return this.#state;
  }

  /** Calls `listener` after every change. */
  onChange(listener: (state: EngineState) => void): Subscription {
    this.#listeners.add(listener);
    return {
      dispose: () => {
        this.#listeners.delete(listener);
      },
    };
  }

  /** Changes it, with a line in the log. */
  enter(state: EngineState): void {
    this.#log.info(describe(state));
    this.show(state);
  }

  /** Changes it without one: it is how far something is. */
  show(state: EngineState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }

  /** The model that is open was unloaded, or is there again. */
  rest(isResting: boolean): void {
    if (this.#state.kind !== "ready") return;
    const { isResting: _, ...awake } = this.#state;
    this.enter(isResting ? { ...awake, isResting } : awake);
  }

  /** Tells nobody any more. */
  clear(): void {
    this.#listeners.clear();
  }
}

function describe(state: EngineState): string {
  switch (state.kind) {
    case "stopped":
    case "starting":
    case "loading":
      return `The engine is ${state.kind}.`;
    case "ready": {
      if (state.opening !== undefined) return `${state.opening.model} is being opened.`;
      if (state.refusal !== undefined) return state.refusal;
      const { modelId, precision, threads, loadMs } = state.opened;
      if (state.isResting) return `${modelId} was unloaded until it is needed.`;
      return `${modelId} (${precision}, ${String(threads)} threads) is ready after ${loadMs.toFixed(0)} ms.`;
    }
    case "restarting":
      return `${state.sentence} It is started again in ${String(state.delayMs)} ms.`;
    case "failed":
      return state.sentence;
    default:
      return state satisfies never;
  }
}
