import { ForetypeError, type ErrorCode } from "../core/errors";
import type { Logger } from "../core/ports";
import type { Subscription } from "../protocol/channel";
import {
  protocolVersion,
  type EngineEvents,
  type EngineRequests,
  type EngineTuning,
  type ModelParams,
  type OpeningProgress,
  type OpenResult,
} from "../protocol/engineApi";
import type { RpcClient } from "../protocol/rpcClient";
import { untilAborted } from "./abortableCall";
import type { EngineProcess } from "./engineProcess";
import type { EngineLimits } from "./engineLimits";
import { engineRpc } from "./engineRpc";
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
  /** What is asked rejects with the engine's code, or the one of the connection's end. */
  readonly rpc: RpcClient<EngineRequests, EngineEvents>;
  readonly limits: EngineLimits;
  readonly #process: EngineProcess;
  readonly #timers: Timers;
  readonly #onEnd: (error: ForetypeError) => void;
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
    this.limits = parts.limits;
    this.#onEnd = parts.onEnd;
    let confirmStart: () => void = () => undefined;
    this.started = new Promise<void>((resolve, reject) => {
      confirmStart = resolve;
      this.#failStart = reject;
    });
    // Nobody need wait for the start: who does, hears of its failure from the promise itself.
    this.started.catch(() => undefined);
    const watch = this.watch(this.limits.startMs, "did not start");
    this.rpc = engineRpc(this.#process.channel, log, {
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
    const watch = (): Subscription => this.watch(this.limits.loadMs, "did not load its model");
    let silence = watch();
    this.#onOpening = (progress) => {
      silence.dispose();
      silence = watch();
      onProgress?.(progress);
    };
    const ownListener = this.#onOpening;
    try {
      const call = this.rpc.call("open", { ...model, protocolVersion });
      return await untilAborted(call, signal);
    } finally {
      silence.dispose();
      if (this.#onOpening === ownListener) this.#onOpening = () => undefined;
    }
  }

  /** Says how the engine is to behave. Nothing comes of it but that. */
  tell(news: { readonly tuning: EngineTuning } | { readonly isFocused: boolean }): void {
    const call =
      "tuning" in news
        ? this.rpc.call("configure", news.tuning)
        : this.rpc.call("focus", { isFocused: news.isFocused });
    // A connection that ends is told to `onEnd`.
    call.result.catch(() => undefined);
  }

  /** Ends the connection, and the process for all, when `what` has not been done in time; until disposed. */
  watch(limitMs: number, what: string): Subscription {
    return this.#timers.after(limitMs, () => {
      const seconds = String(limitMs / 1000);
      this.#fail("engine/timeout", `The engine ${what} within ${seconds} seconds.`);
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
    this.rpc.close(error);
  }
}

const wrongVersionSentence =
  "The engine is of another version than the extension. Reload the window, and install Foretype again if that does not help.";
