import { ForetypeError } from "../core/errors";
import type { Cancellation, Clock } from "../core/ports";
import { CancellationSource, type CancellationToken } from "../protocol/cancellationSource";
import {
  protocolVersion,
  type ModelParams,
  type OpeningProgress,
  type OpenParams,
  type OpenResult,
} from "../protocol/engineApi";
import type { OpenEngine } from "./openEngine";

/** A model whose graph is on disk. */
export interface PreparedEngine {
  /** Loads it. May be called again after the engine was closed. */
  load(): Promise<OpenEngine>;
}

/** Finds a model and converts it if that has not been done. Throws user/cancelled when it is not wanted any more. */
export type PrepareEngine = (
  model: ModelParams,
  watch: {
    readonly cancellation: Cancellation;
    readonly onProgress: (progress: OpeningProgress) => void;
  },
) => Promise<PreparedEngine>;

/** Progress more often than this is not worth a message. */
const progressMs = 100;

interface ModelSlotParts {
  readonly prepareEngine: PrepareEngine;
  readonly onOpening: (progress: OpeningProgress) => void;
  /** Runs a job when no request runs. */
  readonly inTurn: <Result>(job: () => Promise<Result>) => Promise<Result>;
  readonly clock: Clock;
}

/**
 * The model that is open, and how another takes its place: it is prepared while the old one goes on answering, and only then is the
 * old one closed, because two at once may not fit into memory. The newest wish counts. What fails, is cancelled or is overtaken
 * leaves the old model open.
 */
export class ModelSlot {
  readonly #parts: ModelSlotParts;
  #engine: OpenEngine | undefined;
  /** What `#engine` was loaded from. */
  #prepared: PreparedEngine | undefined;
  #opening: CancellationSource | undefined;

  constructor(parts: ModelSlotParts) {
    this.#parts = parts;
  }

  get engine(): OpenEngine | undefined {
    return this.#engine;
  }

  /**
   * @throws engine/protocol, user/cancelled, and what preparing and loading throw
   */
  async open(
    { protocolVersion: version, ...model }: OpenParams,
    token: CancellationToken,
  ): Promise<OpenResult> {
    const { clock, prepareEngine, inTurn } = this.#parts;
    const begun = clock.now();
    if (version !== protocolVersion) {
      throw new ForetypeError(
        "engine/protocol",
        `The extension speaks protocol ${String(version)}, the engine ${String(protocolVersion)}. Reload the window.`,
      );
    }
    this.#opening?.cancel();
    const wish = new CancellationSource();
    this.#opening = wish;
    const subscription = token.onCancelled(() => {
      wish.cancel();
    });
    try {
      const onProgress = this.#teller(wish);
      const prepared = await prepareEngine(model, {
        cancellation: wish,
        onProgress,
      });
      return await inTurn(async () => {
        checkWanted(wish);
        onProgress({ stage: "loading", done: 0, total: 1 });
        const { facts } = await this.#replaceBy(prepared);
        return { ...facts, loadMs: clock.now() - begun };
      });
    } finally {
      subscription.dispose();
      if (this.#opening === wish) this.#opening = undefined;
    }
  }

  async #replaceBy(prepared: PreparedEngine): Promise<OpenEngine> {
    const old = this.#engine;
    this.#engine = undefined;
    await old?.close();
    try {
      this.#engine = await prepared.load();
      this.#prepared = prepared;
      return this.#engine;
    } catch (error) {
      this.#engine = await this.#prepared?.load();
      throw error;
    }
  }

  /** Tells of progress that is still of interest, and not too often. */
  #teller(wish: Cancellation): (progress: OpeningProgress) => void {
    const { clock, onOpening } = this.#parts;
    let toldMs = Number.NEGATIVE_INFINITY;
    let stage: OpeningProgress["stage"] | undefined;
    return (progress) => {
      if (wish.isCancelled) return;
      const nowMs = clock.now();
      if (progress.stage === stage && nowMs - toldMs < progressMs) return;
      toldMs = nowMs;
      stage = progress.stage;
      onOpening(progress);
    };
  }
}

function checkWanted(wish: Cancellation): void {
  if (!wish.isCancelled) return;
  throw new ForetypeError("user/cancelled", "Opening the model was stopped. Choose it again.");
}
