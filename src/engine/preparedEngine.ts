import type { Cancellation } from "../core/ports";
import type { ModelParams, OpeningProgress } from "../protocol/engineApi";
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
