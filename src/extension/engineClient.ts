import type { Outcome } from "../core/complete/outcome";
import type { CompletionOptions, CompletionRequest } from "../core/complete/request";
import { ForetypeError, messageOf } from "../core/errors";
import type { Logger } from "../core/ports";
import type { Subscription } from "../protocol/channel";
import type { ModelParams } from "../protocol/engineApi";
import { defaultLimits, EngineConnection, type EngineLimits } from "./engineConnection";
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
  #model: ModelParams;
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
   * Changes the model, its precision or its threads. A running process loads the new one; one that has not been started, or
   * waits to be, will take it then; one that was given up is started anew, for the old model may have been the reason.
   */
  reopen(model: ModelParams): void {
    this.#model = model;
    const { kind } = this.#state;
    if (kind === "failed") this.restart();
    else if (this.#connection !== undefined && kind !== "starting")
      void this.#load(this.#connection);
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
      () => this.#load(connection),
      // The connection's end is told to `onEnd` as well.
      () => undefined,
    );
  }

  async #load(connection: EngineConnection): Promise<void> {
    if (connection !== this.#connection) return;
    const model = this.#model;
    this.#enter({ kind: "loading" });
    try {
      const opened = await connection.open(model);
      if (this.#isCurrent(connection, model)) this.#enter({ kind: "ready", opened });
    } catch (error) {
      if (this.#isCurrent(connection, model)) this.#ended(connection, asForetypeError(error));
    }
  }

  /** Whether an answer about `model` still counts: another may have been asked for since. */
  #isCurrent(connection: EngineConnection, model: ModelParams): boolean {
    return connection === this.#connection && model === this.#model;
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
    this.#state = state;
    this.#log.info(describe(state));
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
