import type { Lesson } from "../core/complete/lesson";
import type { Outcome } from "../core/complete/outcome";
import type { Warmth } from "../core/complete/warmPrompt";
import { ForetypeError, type ErrorCode } from "../core/errors";
import type { ModelDescription } from "../core/model/modelDescription";
import type { Logger } from "../core/ports";
import {
  protocolVersion,
  type CompleteParams,
  type EngineEvents,
  type EngineRequests,
  type EngineTuning,
  type ModelParams,
  type OpeningProgress,
  type OpenResult,
} from "../protocol/engineApi";
import type { RpcClient } from "../protocol/rpcClient";
import { unlessAborted, untilAborted } from "./abortableCall";
import type { EngineProcess } from "./engineProcess";
import type { EngineLimits } from "./engineLimits";
import { engineRpc } from "./engineRpc";
import { outcomeOf } from "./engineState";
import type { Timers } from "./timers";

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
    readonly onResting: (event: EngineEvents["resting"]) => void;
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
    this.#rpc = engineRpc(this.#process.channel, log, {
      opening: (progress) => {
        this.#onOpening(progress);
      },
      resting: parts.onResting,
      started: (started) => {
        watch.dispose();
        if (started.protocolVersion === protocolVersion) confirmStart();
        else this.#fail("engine/protocol", wrongVersionSentence);
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

  /** Says how the engine is to behave. Nothing comes of it but that. */
  tell(news: { readonly tuning: EngineTuning } | { readonly isFocused: boolean }): void {
    const call =
      "tuning" in news
        ? this.#rpc.call("configure", news.tuning)
        : this.#rpc.call("focus", { isFocused: news.isFocused });
    // A connection that ends is told to `onEnd`.
    call.result.catch(() => undefined);
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
    return unlessAborted(answer, signal, () => {
      call.cancel();
    });
  }

  /**
   * Ends everything on its way, and leaves the process, which ends unless another window uses it. `onEnd` is not called.
   *
   * @param isForAll the process is ended in any case
   */
  end({ isForAll = false }: { readonly isForAll?: boolean } = {}): void {
    this.#close(new ForetypeError("engine/down", "The engine was stopped."), isForAll);
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
    // One that is silent is of no use to other windows either; a model that cannot be opened is this window's affair.
    this.#close(error, code === "engine/timeout");
    this.#onEnd(error);
  }

  #close(error: ForetypeError, isForAll: boolean): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (isForAll) this.#process.kill();
    else this.#process.leave();
    this.#failStart(error);
    this.#rpc.close(error);
  }
}

const wrongVersionSentence =
  "The engine is of another version than the extension. Reload the window, and install Foretype again if that does not help.";
