import type { CompletionOptions, CompletionRequest } from "../core/complete/request";
import type { PromptText } from "../core/complete/promptText";
import type { Lesson } from "../core/complete/lesson";
import type { Outcome } from "../core/complete/outcome";
import type { Warmth } from "../core/complete/warmPrompt";
import type { ExecutionProvider } from "../core/model/executionProvider";
import type { HoleStart } from "../core/model/fimFormat";
import type { ModelDescription } from "../core/model/modelDescription";
import type { Precision } from "../core/model/modelSource";

/** Raised with every change of the messages below; both sides refuse another. */
export const protocolVersion = 6;

/** Which model to open, and how. Folders are absolute paths. */
export interface ModelParams {
  /** Names the model: an id of the manifest or of a model that was found on this machine, or a path. */
  readonly model: string;
  /** Folder with manifest.json and a folder for each model that it lists. */
  readonly modelsFolder: string;
  /** Where built graphs are kept. */
  readonly cacheFolder: string;
  /** Folders that the user has named for models to be found in. */
  readonly modelFolders: readonly string[];
  readonly precision: Precision;
  /** Threads of the forward pass; 0 lets the engine choose. */
  readonly threads: number;
  readonly provider: ExecutionProvider;
  /** Names a smaller model that drafts for this one. */
  readonly draft?: string;
}

/** What the engine process needs to open a model. */
export interface OpenParams extends ModelParams {
  readonly protocolVersion: number;
}

/** What is known of an open model. */
export interface OpenResult {
  /** The model's id, which names it in any later `open` too. */
  readonly modelId: string;
  readonly name: string;
  /** As Hugging Face's `config.json` names it. */
  readonly architecture: string;
  readonly precision: Precision;
  readonly threads: number;
  /** Where it is computed, which is the CPU where what was asked for failed or was slower. */
  readonly provider: ExecutionProvider;
  readonly numParameters: number;
  /** Share of the weights, 0 to 1, that the graph holds as the file has them. */
  readonly exactShare: number;
  /** Estimates for the engine process, in bytes: as it runs, and at most while it opened. */
  readonly memory: { readonly steady: number; readonly peak: number };
  /** Name of the model that drafts for it, whose memory is counted in; left out for none. */
  readonly draft?: string;
  /** Why the draft model that was asked for is not used; left out if it is, or none was. */
  readonly draftProblem?: string;
  /** Whether it sees the text after the cursor. */
  readonly hasFim: boolean;
  readonly holeStart: HoleStart;
  /** Of a short trial with little text before it: the time of a token that is generated, and of one of a prompt. */
  readonly msPerToken: number;
  readonly msPerPromptToken: number;
  /** What passes of these sizes were measured to cost, smallest first, behind so many rows in the cache. */
  readonly costs: readonly { readonly numNodes: number; readonly ms: number }[];
  readonly costContext: number;
  /** Most positions of the model. */
  readonly maxLength: number;
  /** From the request to ready. */
  readonly loadMs: number;
}

/** What becomes of a model that is being opened: its files are checked, it is converted, both once, and then loaded. */
export type OpeningStage = "checking" | "converting" | "loading";

/** How far an `open` is. */
export interface OpeningProgress {
  readonly stage: OpeningStage;
  /** Of `total`, in units of the stage. */
  readonly done: number;
  readonly total: number;
}

export interface CompleteParams {
  readonly request: CompletionRequest;
  readonly options: CompletionOptions;
}

export interface LastPromptParams {
  readonly documentId: string;
}

/** Whether the user is in the window that says so. */
export interface FocusParams {
  readonly isFocused: boolean;
}

/** How the engine behaves on this machine, whatever it has open. Windows share it, so what was said last counts for all. */
export interface EngineTuning {
  /** A model that nothing was asked of for so long is unloaded until something is; 0 for never. */
  readonly unloadAfterMs: number;
  /** Memory for what a model has read of documents that were left, in bytes; 0 for none. */
  readonly documentBytes: number;
  /** Whether other programs go first. */
  readonly isLowPriority: boolean;
}

/** In force until something else is said. */
export const defaultTuning: EngineTuning = {
  unloadAfterMs: 600_000,
  // Five documents of a thousand tokens, with a model of half a billion parameters.
  documentBytes: 128 * 2 ** 20,
  isLowPriority: true,
};

/** What the extension asks of the engine process. Every call is cancellable and settles exactly once. */
export interface EngineRequests {
  /** What a model is and would cost. Reads headers only and leaves the open model alone. */
  describe: { readonly params: ModelParams; readonly result: ModelDescription };
  /**
   * Replaces the model that is open for this window, which goes on answering until the new one has been converted. A call that fails,
   * is cancelled (user/cancelled) or is overtaken by a newer one of the window leaves the old model open. A model that another window
   * has open is shared.
   */
  open: { readonly params: OpenParams; readonly result: OpenResult };
  complete: { readonly params: CompleteParams; readonly result: Outcome };
  /** Feeds the prompt that `complete` would make, while nothing else is asked. Any `complete` ends it; what was fed stays. */
  warm: { readonly params: CompleteParams; readonly result: Warmth };
  /**
   * Tells of something that drafts may be made from. Answered at once; it is studied while nothing else is asked. The model that is open
   * learns it: another one has to be told again, and without one nothing is learnt.
   */
  learn: { readonly params: Lesson; readonly result: null };
  /** The exact prompt of the newest request, for people to read; null if that was about another document, or there was none. */
  lastPrompt: { readonly params: LastPromptParams; readonly result: PromptText | null };
  /** Requests of the window that the user is in go first. */
  focus: { readonly params: FocusParams; readonly result: null };
  configure: { readonly params: EngineTuning; readonly result: null };
}

/** How serious a line of the engine's log is. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** What the engine process says unasked. */
export interface EngineEvents {
  /** The first word of a new process: it listens. */
  started: { readonly protocolVersion: number };
  /** The newest `open` has come further. */
  opening: OpeningProgress;
  /** The open model was unloaded, or is there again: it then knows no prompt and nothing that it had learnt. */
  resting: { readonly isResting: boolean };
  log: { readonly level: LogLevel; readonly message: string };
}
