import type { Lesson } from "../core/complete/lesson";
import type { Outcome } from "../core/complete/outcome";
import type { CompletionOptions, CompletionRequest } from "../core/complete/request";
import type { Warmth } from "../core/complete/warmPrompt";
import { ForetypeError, messageOf } from "../core/errors";
import type { ModelDescription } from "../core/model/modelDescription";
import type { Logger } from "../core/ports";
import type { Subscription } from "../protocol/channel";
import type { ModelParams, OpeningProgress, OpenResult } from "../protocol/engineApi";
import {
  defaultLimits,
  EngineConnection,
  type EngineLimits,
  type OpenWatch,
} from "./engineConnection";
import { forkEngine, type EngineProcess, type EngineProcessParams } from "./engineProcess";
import { isCuredByRestart, outcomeWithoutEngine, type EngineState } from "./engineState";
import { decideRestart, recordCrash, type Crash } from "./restartPolicy";
import { nodeTimers, type Timers } from "./timers";

export interface EngineClientParams extends EngineProcessParams {
  readonly model: ModelParams;
  readonly log: Logger;
  readonly limits?: EngineLimits;
  /** Replaced in tests. */
  readonly timers?: Timers;
  /** Replaced in tests. */
  readonly startProcess?: (params: EngineProcessParams, log: Logger) => EngineProcess;
}

/**
 * Keeps one engine process alive and asks it for completions. Works whatever becomes of the process: each request settles once,
 * with a suggestion or a reason, and nothing here throws.
 */
export class EngineClient {
  readonly #params: EngineClientParams;
  readonly #log: Logger;
  readonly #timers: Timers;
  readonly #listeners = new Set<(state: EngineState) => void>();
  /** What a new process opens: what was wanted last, or what is open where that was refused. */
  #model: ModelParams;
  /** The model that was asked for last. */
  #newest: ModelParams;
  /** Who waits for the first model of the next process. */
  #firstWatch: OpenWatch = {};
  #state: EngineState = { kind: "stopped" };
  #connection: EngineConnection | undefined;
  #pendingStart: Subscription | undefined;
  #crashes: readonly Crash[] = [];
  #isDisposed = false;

  constructor(params: EngineClientParams) {
    this.#params = params;
    this.#log = params.log;
    this.#timers = params.timers ?? nodeTimers;
    this.#model = params.model;
    this.#newest = params.model;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Calls `listener` after every change of state. */
  onStateChange(listener: (state: EngineState) => void): Subscription {
    this.#listeners.add(listener);
    return {
      dispose: () => {
        this.#listeners.delete(listener);
      },
    };
  }

  /** Starts the process if it was never started, was stopped or was given up. */
  start(): void {
    if (this.#state.kind === "stopped" || this.#state.kind === "failed") this.restart();
  }

  /** Ends the process if there is one and starts a new one, with a clean record of crashes. */
  restart(): void {
    if (this.#isDisposed) return;
    this.#leave();
    this.#crashes = [];
    this.#launch();
  }

  /** Ends the process. Requests on their way settle as `engineDown`. */
  stop(): void {
    this.#leave();
    this.#enter({ kind: "stopped" });
  }

  /**
   * Changes the model, or how it is opened, unless that is what was asked for last. A running process opens the new one while the
   * old one goes on answering; one that has not been started, or waits to be, will take it then; one that was given up is started
   * anew, for the old model may have been the reason. What comes of it is in the state.
   */
  reopen(model: ModelParams): void {
    if (isSameModel(model, this.#newest)) return;
    this.open(model).catch(() => undefined);
  }

  /**
   * Changes the model and tells what comes of it. What fails or is cancelled leaves the old model as it was.
   *
   * @throws ForetypeError with the engine's code, the one of the process's end, or user/cancelled
   */
  async open(model: ModelParams, watch: OpenWatch = {}): Promise<OpenResult> {
    if (this.#isDisposed) throw new ForetypeError("engine/down", "The engine was stopped.");
    const connection = this.#connection;
    if (connection !== undefined && this.#state.kind !== "starting") {
      return this.#load(connection, model, watch);
    }
    const before = this.#model;
    this.#newest = model;
    this.#model = model;
    this.#firstWatch = watch;
    const opening = this.#nextOpening();
    if (this.#state.kind === "failed") this.restart();
    try {
      return await opening;
    } catch (error) {
      if (this.#model === model && this.#state.kind === "failed") this.#model = before;
      throw error;
    }
  }

  /**
   * What a model is and would cost.
   *
   * @throws ForetypeError with the engine's code, or engine/down where there is no engine to ask
   */
  async describe(model: ModelParams): Promise<ModelDescription> {
    const connection = this.#connection;
    if (connection === undefined || this.#state.kind === "starting") {
      throw new ForetypeError("engine/down", "The engine is not running.");
    }
    return connection.describe(model);
  }

  /** Feeds the prompt of a request that may come. Never rejects: `undefined` where that cannot be done. */
  async warm(
    request: CompletionRequest,
    options: CompletionOptions,
    signal: AbortSignal,
  ): Promise<Warmth | undefined> {
    if (signal.aborted || this.#state.kind !== "ready") return undefined;
    try {
      return await this.#connection?.warm({ request, options }, signal);
    } catch (error) {
      this.#log.debug(`A prompt was not fed: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Tells the open model of something to draft from; nothing happens where there is none. Never throws. */
  learn(lesson: Lesson): void {
    if (this.#state.kind !== "ready") return;
    this.#connection?.learn(lesson).catch((error: unknown) => {
      this.#log.debug(`Something to draft from was not learnt: ${messageOf(error)}`);
    });
  }

  /** Never rejects. An aborted `signal` settles the request as `cancelled` at once. */
  async complete(
    request: CompletionRequest,
    options: CompletionOptions,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    if (signal?.aborted === true) return { kind: "none", reason: "cancelled" };
    if (this.#state.kind !== "ready" || this.#connection === undefined) {
      return outcomeWithoutEngine(this.#state);
    }
    return this.#connection.complete({ request, options }, signal);
  }

  /** Ends the process and everything else, for good. */
  dispose(): void {
    this.#isDisposed = true;
    this.stop();
    this.#listeners.clear();
  }

  #launch(): void {
    const startProcess = this.#params.startProcess ?? forkEngine;
    let process: EngineProcess;
    try {
      process = startProcess(this.#params, this.#log);
    } catch (cause) {
      const sentence = `The engine cannot be started: ${messageOf(cause)}.`;
      this.#recover(new ForetypeError("engine/crashed", sentence, { cause }), false);
      return;
    }
    const connection = new EngineConnection({
      process,
      timers: this.#timers,
      limits: this.#params.limits ?? defaultLimits,
      log: this.#log,
      onEnd: (error) => {
        this.#ended(connection, error);
      },
    });
    this.#connection = connection;
    this.#enter({ kind: "starting" });
    connection.started.then(
      () => {
        const watch = this.#firstWatch;
        this.#firstWatch = {};
        this.#load(connection, this.#model, watch).catch(() => undefined);
      },
      // The connection's end is told to `onEnd` as well.
      () => undefined,
    );
  }

  /** Opens a model. What comes of it is in the state, and told to who waits. */
  async #load(
    connection: EngineConnection,
    model: ModelParams,
    { signal, onProgress }: OpenWatch,
  ): Promise<OpenResult> {
    this.#newest = model;
    this.#enterOpening(model, undefined);
    try {
      const opened = await connection.open(model, {
        signal,
        onProgress: (progress) => {
          if (this.#isCurrent(connection, model)) this.#enterOpening(model, progress);
          onProgress?.(progress);
        },
      });
      if (this.#isCurrent(connection, model)) {
        this.#model = model;
        this.#enter({ kind: "ready", opened });
      }
      return opened;
    } catch (cause) {
      const error = asForetypeError(cause);
      if (this.#isCurrent(connection, model)) this.#refused(connection, model, error);
      throw error;
    }
  }

  /** Whether an answer about `model` still counts: another may have been asked for since. */
  #isCurrent(connection: EngineConnection, model: ModelParams): boolean {
    return connection === this.#connection && model === this.#newest;
  }

  #enterOpening(model: ModelParams, progress: OpeningProgress | undefined): void {
    const told = progress === undefined ? {} : { progress };
    const state: EngineState =
      this.#state.kind === "ready"
        ? {
            kind: "ready",
            opened: this.#state.opened,
            opening: { model: model.model, ...told },
          }
        : { kind: "loading", ...told };
    if (progress === undefined) this.#enter(state);
    else this.#show(state);
  }

  /** A model was not opened: the one before goes on, or is opened again, or there is none. */
  #refused(connection: EngineConnection, model: ModelParams, error: ForetypeError): void {
    const before = this.#model;
    if (this.#state.kind === "ready") {
      this.#newest = before;
      const refusal = error.code === "user/cancelled" ? {} : { refusal: error.message };
      this.#enter({ kind: "ready", opened: this.#state.opened, ...refusal });
    } else if (model !== before) {
      this.#load(connection, before, {}).catch(() => undefined);
    } else this.#ended(connection, error);
  }

  /** What becomes of the first model of the process that is to come. */
  #nextOpening(): Promise<OpenResult> {
    return new Promise((resolve, reject) => {
      const subscription = this.onStateChange((state) => {
        if (state.kind === "ready") resolve(state.opened);
        else if (state.kind === "failed") reject(new ForetypeError(state.code, state.sentence));
        else return;
        subscription.dispose();
      });
    });
  }

  #ended(connection: EngineConnection, error: ForetypeError): void {
    if (connection !== this.#connection) return;
    const wasReady = this.#state.kind === "ready";
    this.#leave();
    this.#recover(error, wasReady);
  }

  /** Decides what follows the end of a process. */
  #recover({ code, message }: ForetypeError, wasReady: boolean): void {
    if (!isCuredByRestart(code)) {
      this.#enter({ kind: "failed", code, sentence: message });
      return;
    }
    this.#crashes = recordCrash(this.#crashes, { atMs: this.#timers.now(), wasReady });
    const decision = decideRestart(this.#crashes);
    if (decision.kind === "giveUp") {
      this.#enter({ kind: "failed", code, sentence: `${message} ${givenUp}` });
      return;
    }
    const { delayMs } = decision;
    this.#pendingStart = this.#timers.after(delayMs, () => {
      this.#pendingStart = undefined;
      this.#launch();
    });
    this.#enter({ kind: "restarting", delayMs, sentence: message });
  }

  #leave(): void {
    this.#pendingStart?.dispose();
    this.#pendingStart = undefined;
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.end();
  }

  #enter(state: EngineState): void {
    this.#log.info(describe(state));
    this.#show(state);
  }

  #show(state: EngineState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}

const givenUp =
  "It was started three times in vain. The log may say why; Foretype: Restart Engine tries again.";

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

function asForetypeError(error: unknown): ForetypeError {
  return error instanceof ForetypeError
    ? error
    : new ForetypeError("invariant", messageOf(error), { cause: error });
}

function isSameModel(one: ModelParams, other: ModelParams): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
