import type { CompletionOptions, CompletionRequest } from "../core/complete/request";
import type { Outcome } from "../core/complete/outcome";
import type { Precision } from "../core/model/modelSource";

/** Raised with every change of the messages below; both sides refuse another. */
export const protocolVersion = 2;

/** Which model to open, and how. Paths are absolute. */
export interface ModelParams {
  /** Folder with manifest.json and a folder for each model that it lists. */
  readonly modelsFolder: string;
  /** Id of a model in the manifest. */
  readonly modelId: string;
  /** Where built graphs are kept. */
  readonly cacheFolder: string;
  readonly precision: Precision;
  /** Threads of the forward pass; 0 lets the engine choose. */
  readonly threads: number;
}

/** What the engine process needs to open a model. */
export interface OpenParams extends ModelParams {
  readonly protocolVersion: number;
}

export interface OpenResult {
  readonly modelId: string;
  readonly precision: Precision;
  readonly threads: number;
  readonly numParameters: number;
  /** From the request to ready. */
  readonly loadMs: number;
}

export interface CompleteParams {
  readonly request: CompletionRequest;
  readonly options: CompletionOptions;
}

/** What the extension asks of the engine process. Every call is cancellable and settles exactly once. */
export interface EngineRequests {
  /** Replaces the model that is open. */
  open: { readonly params: OpenParams; readonly result: OpenResult };
  complete: { readonly params: CompleteParams; readonly result: Outcome };
}

/** How serious a line of the engine's log is. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** What the engine process says unasked. */
export interface EngineEvents {
  /** The first word of a new process: it listens. */
  started: { readonly protocolVersion: number };
  log: { readonly level: LogLevel; readonly message: string };
}
