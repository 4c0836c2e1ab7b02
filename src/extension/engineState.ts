import type { NoSuggestion, NoSuggestionReason } from "../core/complete/outcome";
import { ForetypeError, messageOf, type ErrorCode } from "../core/errors";
import type { OpeningProgress, OpenResult } from "../protocol/engineApi";

/** A model on its way to take the place of the one that answers. */
export interface Opening {
  /** As it was asked for. */
  readonly model: string;
  readonly progress?: OpeningProgress;
}

/** What the engine is doing, for the status item and for every request. */
export type EngineState =
  /** Not asked to run. */
  | { readonly kind: "stopped" }
  /** The process was forked and has not spoken yet. */
  | { readonly kind: "starting" }
  /** The process opens a model, and has none to answer with. */
  | { readonly kind: "loading"; readonly progress?: OpeningProgress }
  | {
      readonly kind: "ready";
      readonly opened: OpenResult;
      /** It was unloaded for want of work. The next request loads it again. */
      readonly isResting?: true;
      /** Another model that is being opened meanwhile. */
      readonly opening?: Opening;
      /** Why the last one that was to be opened was not, and what to do. */
      readonly refusal?: string;
    }
  /** The process ended unasked and is started again in `delayMs`. */
  | { readonly kind: "restarting"; readonly delayMs: number; readonly sentence: string }
  /** Given up until `restart` or `reopen`; `sentence` says why and what to do. */
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly sentence: string };

/** What a request ends in when it cannot be sent in this state. */
export function outcomeWithoutEngine(state: EngineState): NoSuggestion {
  switch (state.kind) {
    case "stopped":
      return { kind: "none", reason: "engineDown", detail: "The engine is not running." };
    case "starting":
    case "loading":
    case "ready":
      return { kind: "none", reason: "engineLoading", detail: "The model is being loaded." };
    case "restarting":
      return { kind: "none", reason: "engineDown", detail: state.sentence };
    case "failed":
      return outcomeOfError(state.code, state.sentence);
    default:
      return state satisfies never;
  }
}

/** The outcome that an error stands for. */
function outcomeOfError(code: ErrorCode, sentence: string): NoSuggestion {
  return { kind: "none", reason: reasonOf(code), detail: sentence };
}

/** The outcome that stands for something that was thrown. */
export function outcomeOf(error: unknown): NoSuggestion {
  const code = error instanceof ForetypeError ? error.code : "invariant";
  return outcomeOfError(code, messageOf(error));
}

/** Whether a new process could do better. A missing model, a broken file or a wrong platform stays what it is. */
export function isCuredByRestart(code: ErrorCode): boolean {
  return code === "engine/crashed" || code === "engine/timeout" || code === "engine/down";
}

function reasonOf(code: ErrorCode): NoSuggestionReason {
  switch (code) {
    case "engine/down":
    case "engine/crashed":
      return "engineDown";
    case "engine/timeout":
      return "timedOut";
    case "model/missing":
      return "modelMissing";
    case "user/bad-argument":
    case "user/bad-setting":
    case "user/unsupported-platform":
    case "user/disk-full":
    case "user/cancelled":
    case "user/offline":
    case "model/corrupt":
    case "model/bad-shape":
    case "model/bad-config":
    case "model/bad-tokenizer":
    case "model/unsupported":
    case "engine/protocol":
    case "invariant":
      return "failed";
    default:
      return code satisfies never;
  }
}
