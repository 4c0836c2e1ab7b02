import type { Lesson } from "../core/complete/lesson";
import type { PromptText } from "../core/complete/promptText";
import type { Outcome } from "../core/complete/outcome";
import type { Warmth } from "../core/complete/warmPrompt";
import { ForetypeError, messageOf } from "../core/errors";
import type { ModelDescription } from "../core/model/modelDescription";
import type { Logger } from "../core/ports";
import type { CompleteParams, ModelParams } from "../protocol/engineApi";
import type { EngineConnection } from "./engineConnection";
import { unlessAborted, untilAborted } from "./abortableCall";
import { outcomeOf, outcomeWithoutEngine } from "./engineState";
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
    return connection.rpc.call("describe", model).result;
  }

  /** The exact prompt of the newest request of a document. Never rejects: `undefined` where there is none. */
  async lastPrompt(documentId: string): Promise<PromptText | undefined> {
    if (this.#states.current.kind !== "ready") return undefined;
    try {
      const found = await this.#present()?.rpc.call("lastPrompt", { documentId }).result;
      return found ?? undefined;
    } catch (error) {
      this.#log.debug(`The prompt was not told: ${messageOf(error)}`);
      return undefined;
    }
  }

  /**
   * Never rejects: `undefined` where that cannot be done. Nothing watches over it: it may take as long as a prompt is long, and a
   * request behind it is watched over.
   */
  async warm(params: CompleteParams, signal: AbortSignal): Promise<Warmth | undefined> {
    const connection = this.#present();
    const isReady = this.#states.current.kind === "ready";
    if (signal.aborted || !isReady || connection === undefined) return undefined;
    try {
      return await untilAborted(connection.rpc.call("warm", params), signal);
    } catch (error) {
      this.#log.debug(`A prompt was not fed: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Never throws. */
  learn(lesson: Lesson): void {
    if (this.#states.current.kind !== "ready") return;
    this.#present()
      ?.rpc.call("learn", lesson)
      .result.catch((error: unknown) => {
        this.#log.debug(`Something to draft from was not learnt: ${messageOf(error)}`);
      });
  }

  /** Never rejects: whatever happens is an outcome. When `signal` aborts, the outcome is `cancelled` at once. */
  async complete(params: CompleteParams, signal?: AbortSignal): Promise<Outcome> {
    if (signal?.aborted === true) return { kind: "none", reason: "cancelled" };
    const connection = this.#present();
    const state = this.#states.current;
    if (state.kind !== "ready" || connection === undefined) return outcomeWithoutEngine(state);
    const call = connection.rpc.call("complete", params);
    const watch = connection.watch(connection.limits.requestMs, "did not answer");
    const answer = call.result
      .catch((error: unknown) => outcomeOf(error))
      .finally(() => {
        watch.dispose();
      });
    return unlessAborted(answer, signal, () => {
      call.cancel();
    });
  }
}
