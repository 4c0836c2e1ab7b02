import type { Outcome } from "../core/complete/outcome";
import { ForetypeError, messageOf, type ErrorCode } from "../core/errors";
import type { Logger } from "../core/ports";
import {
  protocolVersion,
  type CompleteParams,
  type EngineEvents,
  type EngineRequests,
  type ModelParams,
  type OpenResult,
} from "../protocol/engineApi";
import { parseLog, parseOpenResult, parseOutcome, parseStarted } from "../protocol/engineParsers";
import { RpcClient } from "../protocol/rpcClient";
import type { EngineProcess } from "./engineProcess";
import { outcomeOfError } from "./engineState";
import type { Timers } from "./timers";

/** How long the engine may be silent before it counts as hung, in milliseconds. */
export interface EngineLimits {
  /** From the fork to the first word. */
  readonly startMs: number;
  /** Opening a model; the first time its graph is built too, which takes minutes for a big one. */
  readonly loadMs: number;
  /** Answering one request, the wait for its turn included. */
  readonly requestMs: number;
}

export const defaultLimits: EngineLimits = { startMs: 20_000, loadMs: 300_000, requestMs: 120_000 };

/**
 * One life of the engine process: the conversation with it and the watch over its silences. Ends once, by a crash, by a silence or
 * by `end`; with it end all requests that are on their way.
 */
export class EngineConnection {
  /** Resolves when the process has spoken; rejects when the connection ends before. */
  readonly started: Promise<void>;
  readonly #process: EngineProcess;
  readonly #timers: Timers;
  readonly #limits: EngineLimits;
  readonly #onEnd: (error: ForetypeError) => void;
  readonly #rpc: RpcClient<EngineRequests, EngineEvents>;
  #hasEnded = false;
  #failStart: (error: ForetypeError) => void = () => undefined;

  /** @param parts.onEnd called once if the connection ends other than by `end` */
  constructor(parts: {
    readonly process: EngineProcess;
    readonly timers: Timers;
    readonly limits: EngineLimits;
    readonly log: Logger;
    readonly onEnd: (error: ForetypeError) => void;
  }) {
    const { log } = parts;
    this.#process = parts.process;
    this.#timers = parts.timers;
    this.#limits = parts.limits;
    this.#onEnd = parts.onEnd;
    let confirmStart: () => void = () => undefined;
    this.started = new Promise<void>((resolve, reject) => {
      confirmStart = resolve;
      this.#failStart = reject;
    });
    // Nobody need wait for the start: who does, hears of its failure from the promise itself.
    this.started.catch(() => undefined);
    const watch = this.#watch(this.#limits.startMs, "did not start");
    this.#rpc = new RpcClient<EngineRequests, EngineEvents>(this.#process.channel, {
      results: { open: parseOpenResult, complete: parseOutcome },
      events: {
        started: {
          parse: parseStarted,
          handle: (started) => {
            watch.dispose();
            if (started.protocolVersion === protocolVersion) confirmStart();
            else this.#fail("engine/protocol", wrongVersionSentence);
          },
        },
        log: {
          parse: parseLog,
          handle: ({ level, message }) => {
            log[level](message);
          },
        },
      },
      onRefused: (sentence) => {
        log.warn(sentence);
      },
    });
    this.#process.onEnd((end) => {
      watch.dispose();
      this.#fail(end.code, end.sentence);
    });
  }

  /** @throws ForetypeError with the engine's code, or the one of the connection's end */
  async open(model: ModelParams): Promise<OpenResult> {
    const watch = this.#watch(this.#limits.loadMs, "did not load its model");
    try {
      return await this.#rpc.call("open", { ...model, protocolVersion }).result;
    } finally {
      watch.dispose();
    }
  }

  /** Never rejects: whatever happens is an outcome. When `signal` aborts, the outcome is `cancelled` at once. */
  async complete(params: CompleteParams, signal?: AbortSignal): Promise<Outcome> {
    const call = this.#rpc.call("complete", params);
    const watch = this.#watch(this.#limits.requestMs, "did not answer");
    const answer = call.result
      .catch((error: unknown) => outcomeOf(error))
      .finally(() => {
        watch.dispose();
      });
    if (signal === undefined) return answer;
    return new Promise<Outcome>((resolve) => {
      const abort = (): void => {
        call.cancel();
        resolve({ kind: "none", reason: "cancelled" });
      };
      signal.addEventListener("abort", abort, { once: true });
      void answer.then((outcome) => {
        signal.removeEventListener("abort", abort);
        resolve(outcome);
      });
    });
  }

  /** Ends the process and everything on its way. `onEnd` is not called. */
  end(): void {
    this.#close(new ForetypeError("engine/down", "The engine was stopped."));
  }

  #watch(limitMs: number, what: string): { dispose(): void } {
    return this.#timers.after(limitMs, () => {
      const seconds = String(limitMs / 1000);
      this.#fail("engine/timeout", `The engine ${what} within ${seconds} seconds.`);
    });
  }

  #fail(code: ErrorCode, sentence: string): void {
    if (this.#hasEnded) return;
    const error = new ForetypeError(code, sentence);
    this.#close(error);
    this.#onEnd(error);
  }

  #close(error: ForetypeError): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#process.kill();
    this.#failStart(error);
    this.#rpc.close(error);
  }
}

const wrongVersionSentence =
  "The engine is of another version than the extension. Reload the window, and install Foretype again if that does not help.";

function outcomeOf(error: unknown): Outcome {
  const code = error instanceof ForetypeError ? error.code : "invariant";
  return outcomeOfError(code, messageOf(error));
}
