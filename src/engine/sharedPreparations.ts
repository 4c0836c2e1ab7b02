import { ForetypeError } from "../core/errors";
import { CancellationSource, type CancellationToken } from "../protocol/cancellationSource";
import type { ModelParams, OpeningProgress } from "../protocol/engineApi";
import type { PreparedEngine, PrepareEngine } from "./preparedEngine";

interface Preparation {
  readonly prepared: Promise<PreparedEngine>;
  readonly cancellation: CancellationSource;
  /** Those who wait for it, and are told how far it is. */
  readonly waiting: Set<(progress: OpeningProgress) => void>;
}

/** Models that are being prepared. Whoever wants one that already is waits for that; it is given up when nobody waits any more. */
export class SharedPreparations {
  readonly #prepareEngine: PrepareEngine;
  readonly #running = new Map<string, Preparation>();

  constructor(prepareEngine: PrepareEngine) {
    this.#prepareEngine = prepareEngine;
  }

  /** @throws user/cancelled at once when `token` says so; what preparing throws */
  prepare(
    key: string,
    model: ModelParams,
    watch: {
      readonly token: CancellationToken;
      readonly onProgress: (progress: OpeningProgress) => void;
    },
  ): Promise<PreparedEngine> {
    const preparation = this.#running.get(key) ?? this.#start(key, model);
    const { waiting, prepared, cancellation } = preparation;
    const listener = (progress: OpeningProgress): void => {
      watch.onProgress(progress);
    };
    const leave = (): void => {
      waiting.delete(listener);
      if (waiting.size > 0) return;
      cancellation.cancel();
      // Whoever comes now wants one that is not given up.
      if (this.#running.get(key) === preparation) this.#running.delete(key);
    };
    waiting.add(listener);
    return new Promise((resolve, reject) => {
      const subscription = watch.token.onCancelled(() => {
        leave();
        reject(notWanted());
      });
      prepared.then(resolve, reject).finally(() => {
        subscription.dispose();
        leave();
      });
    });
  }

  #start(key: string, model: ModelParams): Preparation {
    const cancellation = new CancellationSource();
    const waiting = new Set<(progress: OpeningProgress) => void>();
    const prepared = this.#prepareEngine(model, {
      cancellation,
      onProgress: (progress) => {
        for (const tell of waiting) tell(progress);
      },
    });
    // Nobody may be left to hear that it was given up.
    prepared.catch(() => undefined);
    const preparation = { prepared, cancellation, waiting };
    this.#running.set(key, preparation);
    return preparation;
  }
}

/** What becomes of a wish that was withdrawn or overtaken. */
export function notWanted(): ForetypeError {
  return new ForetypeError("user/cancelled", "Opening the model was stopped. Choose it again.");
}
