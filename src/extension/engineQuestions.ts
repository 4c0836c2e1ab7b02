import type { Lesson } from "../core/complete/lesson";
import type { Outcome } from "../core/complete/outcome";
import type { Warmth } from "../core/complete/warmPrompt";
import { ForetypeError, messageOf } from "../core/errors";
import type { ModelDescription } from "../core/model/modelDescription";
import type { Logger } from "../core/ports";
import type { CompleteParams, ModelParams } from "../protocol/engineApi";
import type { EngineConnection } from "./engineConnection";
import { outcomeWithoutEngine } from "./engineState";
import type { EngineStates } from "./engineStates";

/** What is asked of the engine as it is: where it cannot answer, that is the answer. */
export class EngineQuestions {
  readonly #states: EngineStates;
  readonly #log: Logger;
  readonly #present: () => EngineConnection | undefined;

  /** @param present the connection to the process of the present life */
  constructor(states: EngineStates, log: Logger, present: () => EngineConnection | undefined) {
    this.#states = states;
    this.#log = log;
    this.#present = present;
  }

  /** @throws ForetypeError with the engine's code, or engine/down where there is no engine to ask */
  async describe(model: ModelParams): Promise<ModelDescription> {
    const connection = this.#present();
    if (connection === undefined || this.#states.current.kind === "starting") {
      throw new ForetypeError("engine/down", "The engine is not running.");
    }
    return connection.describe(model);
  }

  /** Never rejects: `undefined` where that cannot be done. */
  async warm(params: CompleteParams, signal: AbortSignal): Promise<Warmth | undefined> {
    if (signal.aborted || this.#states.current.kind !== "ready") return undefined;
    try {
      return await this.#present()?.warm(params, signal);
    } catch (error) {
      this.#log.debug(`A prompt was not fed: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Never throws. */
  learn(lesson: Lesson): void {
    if (this.#states.current.kind !== "ready") return;
    this.#present()
      ?.learn(lesson)
      .catch((error: unknown) => {
        this.#log.debug(`Something to draft from was not learnt: ${messageOf(error)}`);
      });
  }

  /** Never rejects. */
  async complete(params: CompleteParams, signal?: AbortSignal): Promise<Outcome> {
    if (signal?.aborted === true) return { kind: "none", reason: "cancelled" };
    const connection = this.#present();
    const state = this.#states.current;
    if (state.kind !== "ready" || connection === undefined) return outcomeWithoutEngine(state);
    return connection.complete(params, signal);
  }
}
