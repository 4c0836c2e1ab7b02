import type { Lesson } from "../core/complete/lesson";
import type { PromptText } from "../core/complete/promptText";
import type { Outcome } from "../core/complete/outcome";
import type { CompletionOptions, CompletionRequest } from "../core/complete/request";
import type { Warmth } from "../core/complete/warmPrompt";
import { ForetypeError } from "../core/errors";
import type { ModelDescription } from "../core/model/modelDescription";
import type { Subscription } from "../protocol/channel";
import {
  defaultTuning,
  type EngineTuning,
  type ModelParams,
  type OpenResult,
} from "../protocol/engineApi";
import type { EngineClientParams } from "./engineClientParams";
import type { OpenWatch } from "./engineConnection";
import { defaultLimits } from "./engineLimits";
import { EngineLives } from "./engineLives";
import { EngineQuestions } from "./engineQuestions";
import type { EngineState } from "./engineState";
import { EngineStates } from "./engineStates";
import { forkEngine } from "./forkEngine";
import { ModelChoice } from "./modelChoice";
import { nodeTimers } from "./timers";

/**
 * Keeps an engine process at hand, its own or one that it shares, and asks it for completions. Works whatever becomes of the process:
 * each request settles once, with a suggestion or a reason, and nothing here throws.
 */
export class EngineClient {
  readonly #tuning: () => EngineTuning;
  readonly #states: EngineStates;
  readonly #lives: EngineLives;
  readonly #models: ModelChoice;
  readonly #questions: EngineQuestions;
  #isFocused = false;
  #isDisposed = false;

  constructor(params: EngineClientParams) {
    const { log, startProcess = forkEngine } = params;
    this.#tuning = params.tuning ?? (() => defaultTuning);
    this.#states = new EngineStates(log);
    this.#models = new ModelChoice(params.model, this.#states, {
      present: () => this.#lives.connection,
      onHopeless: (connection, error) => {
        this.#lives.ended(connection, error);
      },
    });
    this.#lives = new EngineLives({
      startProcess: (wish) => startProcess(params, log, wish),
      states: this.#states,
      timers: params.timers ?? nodeTimers,
      limits: params.limits ?? defaultLimits,
      log,
      onStarted: (connection) => {
        connection.tell({ tuning: this.#tuning() });
        if (this.#isFocused) connection.tell({ isFocused: true });
        this.#models.loadFirst(connection);
      },
      onResting: ({ isResting }) => {
        this.#states.rest(isResting);
      },
    });
    this.#questions = new EngineQuestions(this.#states, log, () => this.#lives.connection);
  }

  get state(): EngineState {
    return this.#states.current;
  }

  /** Calls `listener` after every change of state. */
  onStateChange(listener: (state: EngineState) => void): Subscription {
    return this.#states.onChange(listener);
  }

  /** Starts the process if it was never started, was stopped or was given up. */
  start(): void {
    if (this.state.kind === "stopped" || this.state.kind === "failed") this.restart();
  }

  /** Ends the process if there is one, for other windows too, and starts a new one, with a clean record of crashes. */
  restart(): void {
    if (!this.#isDisposed) this.#lives.restart();
  }

  /** Leaves the process, which ends unless another window uses it. Requests on their way settle as `engineDown`. */
  stop(): void {
    this.#lives.leave();
    this.#states.enter({ kind: "stopped" });
  }

  /** The user has come into this window, or has left it. */
  focus(isFocused: boolean): void {
    this.#isFocused = isFocused;
    if (this.#hasSpoken) this.#lives.connection?.tell({ isFocused });
  }

  /** What `tuning` says has changed. */
  retune(): void {
    if (this.#hasSpoken) this.#lives.connection?.tell({ tuning: this.#tuning() });
  }

  /**
   * Changes the model, or how it is opened, unless that is what was asked for last. A running process opens the new one while the
   * old one goes on answering; one that has not been started, or waits to be, will take it then; one that was given up is started
   * anew, for the old model may have been the reason. What comes of it is in the state.
   */
  reopen(model: ModelParams): void {
    if (this.#models.isNewest(model)) return;
    this.open(model).catch(() => undefined);
  }

  /**
   * Changes the model and tells what comes of it. What fails or is cancelled leaves the old model as it was.
   *
   * @throws ForetypeError with the engine's code, the one of the process's end, or user/cancelled
   */
  async open(model: ModelParams, watch: OpenWatch = {}): Promise<OpenResult> {
    if (this.#isDisposed) throw new ForetypeError("engine/down", "The engine was stopped.");
    const { connection } = this.#lives;
    if (connection !== undefined && this.state.kind !== "starting") {
      return this.#models.load(connection, model, watch);
    }
    return this.#models.awaitFirst(model, watch, () => {
      if (this.state.kind === "failed") this.restart();
    });
  }

  /**
   * What a model is and would cost.
   *
   * @throws ForetypeError with the engine's code, or engine/down where there is no engine to ask
   */
  describe(model: ModelParams): Promise<ModelDescription> {
    return this.#questions.describe(model);
  }

  /** The exact prompt of the newest request, if it was about this document. Never rejects. */
  lastPrompt(documentId: string): Promise<PromptText | undefined> {
    return this.#questions.lastPrompt(documentId);
  }

  /** Feeds the prompt of a request that may come. Never rejects: `undefined` where that cannot be done. */
  warm(
    request: CompletionRequest,
    options: CompletionOptions,
    signal: AbortSignal,
  ): Promise<Warmth | undefined> {
    return this.#questions.warm({ request, options }, signal);
  }

  /** Tells the open model of something to draft from; nothing happens where there is none. Never throws. */
  learn(lesson: Lesson): void {
    this.#questions.learn(lesson);
  }

  /** Never rejects. An aborted `signal` settles the request as `cancelled` at once. */
  complete(
    request: CompletionRequest,
    options: CompletionOptions,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    return this.#questions.complete({ request, options }, signal);
  }

  /** Ends the process and everything else, for good. */
  dispose(): void {
    this.#isDisposed = true;
    this.stop();
    this.#states.clear();
  }

  /** Whether there is a process that listens. */
  get #hasSpoken(): boolean {
    return this.state.kind === "loading" || this.state.kind === "ready";
  }
}
