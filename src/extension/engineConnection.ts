import type { Lesson } from "../core/complete/lesson";
import type { Outcome } from "../core/complete/outcome";
import type { Warmth } from "../core/complete/warmPrompt";
import { ForetypeError, messageOf, type ErrorCode } from "../core/errors";
import type { ModelDescription } from "../core/model/modelDescription";
import type { Logger } from "../core/ports";
import {
  protocolVersion,
  type CompleteParams,
  type EngineEvents,
  type EngineRequests,
  type ModelParams,
  type OpeningProgress,
  type OpenResult,
} from "../protocol/engineApi";
import {
  parseLearnt,
  parseLog,
  parseOutcome,
  parseStarted,
  parseWarmth,
} from "../protocol/engineParsers";
import { parseDescription, parseOpening, parseOpenResult } from "../protocol/modelParsers";
import { RpcClient, type Call } from "../protocol/rpcClient";
import type { EngineProcess } from "./engineProcess";
import { outcomeOfError } from "./engineState";
import type { Timers } from "./timers";

/** How long the engine may be silent before it counts as hung, in milliseconds. */
export interface EngineLimits {
  /** From the fork to the first word. */
  readonly startMs: number;
  /** Opening a model, without a word on how far it is. */
  readonly loadMs: number;
  /** Answering one request, the wait for its turn included. */
  readonly requestMs: number;
}

export const defaultLimits: EngineLimits = { startMs: 20_000, loadMs: 300_000, requestMs: 120_000 };

/** Who waits for a model to be opened. */
export interface OpenWatch {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: OpeningProgress) => void) | undefined;
}

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
  /** The newest `open`: told how far it is. */
  #onOpening: (progress: OpeningProgress) => void = () => undefined;
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
      results: {
        describe: parseDescription,
        open: parseOpenResult,
        complete: parseOutcome,
        warm: parseWarmth,
        learn: parseLearnt,
      },
      events: {
        opening: {
          parse: parseOpening,
          handle: (progress) => {
            this.#onOpening(progress);
          },
        },
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

  /**
   * An aborted `signal` asks the engine to stop; the call settles with what it says to that.
   *
   * @throws ForetypeError with the engine's code, or the one of the connection's end
   */
  async open(model: ModelParams, { signal, onProgress }: OpenWatch = {}): Promise<OpenResult> {
    const watch = (): { dispose(): void } =>
      this.#watch(this.#limits.loadMs, "did not load its model");
    let silence = watch();
    this.#onOpening = (progress) => {
      silence.dispose();
      silence = watch();
      onProgress?.(progress);
    };
    const ownListener = this.#onOpening;
    try {
      const call = this.#rpc.call("open", { ...model, protocolVersion });
      return await untilAborted(call, signal);
    } finally {
      silence.dispose();
      if (this.#onOpening === ownListener) this.#onOpening = () => undefined;
    }
  }

  /** @throws ForetypeError with the engine's code, or the one of the connection's end */
  describe(model: ModelParams): Promise<ModelDescription> {
    return this.#rpc.call("describe", model).result;
  }

  /**
   * Nothing watches over it: it may take as long as a prompt is long, and a request behind it is watched over.
   *
   * @throws ForetypeError with the engine's code, or the one of the connection's end
   */
  warm(params: CompleteParams, signal?: AbortSignal): Promise<Warmth> {
    return untilAborted(this.#rpc.call("warm", params), signal);
  }

  /** @throws ForetypeError with the engine's code, or the one of the connection's end */
  async learn(lesson: Lesson): Promise<void> {
    await this.#rpc.call("learn", lesson).result;
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

/** The call's result; the other side is told when `signal` aborts. */
async function untilAborted<Result>(
  call: Call<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const cancel = (): void => {
    call.cancel();
  };
  if (signal?.aborted === true) cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    return await call.result;
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

const wrongVersionSentence =
  "The engine is of another version than the extension. Reload the window, and install Foretype again if that does not help.";

function outcomeOf(error: unknown): Outcome {
  const code = error instanceof ForetypeError ? error.code : "invariant";
  return outcomeOfError(code, messageOf(error));
}
