import type { NoSuggestion, NoSuggestionReason, Outcome } from "../core/complete/outcome";
import type { CompletionRequest, Shape } from "../core/complete/request";
import { SuggestionCache } from "../core/complete/suggestionCache";
import { messageOf } from "../core/errors";
import { chooseShape } from "./completionShape";
import type { Debounce } from "./debounce";
import { cursorLine, splitsCharacter, type TextAround } from "./documentContext";
import type { EngineClient } from "./engineClient";
import { isOnlyClosers } from "./midLine";
import { completionOptions, isLanguageEnabled, type Settings } from "./settings";
import type { Timers } from "./timers";

/** What the editor asks for, and where. */
export interface EditorRequest extends TextAround {
  /** Names the document. */
  readonly documentId: string;
  /** For the prompt: see `pathInWorkspace`. */
  readonly path: string;
  readonly languageId: string;
  /** Whether the user asked by hand, rather than by typing. */
  readonly isInvoked: boolean;
}

/** All there is to say about one request, except its text. */
export interface RequestRecord {
  /** Counts from 1. */
  readonly id: number;
  readonly isInvoked: boolean;
  readonly shape: Shape;
  /** Whether the text was known already. Its statistics are then those of the request that it was made for. */
  readonly isFromCache: boolean;
  readonly outcome: Outcome;
  /** From the editor's call to the outcome. */
  readonly totalMs: number;
}

export interface CompletionSessionParts {
  readonly debounce: Debounce;
  readonly engine: Pick<EngineClient, "complete">;
  readonly timers: Timers;
  readonly settings: () => Settings;
  /** Called once for each request, just before it settles. */
  readonly report: (record: RequestRecord) => void;
}

/** The way of one request, from the editor's call to its outcome. */
export class CompletionSession {
  readonly #parts: CompletionSessionParts;
  #known = new SuggestionCache();
  #numRequests = 0;

  constructor(parts: CompletionSessionParts) {
    this.#parts = parts;
  }

  /** Forgets all suggestions, when others would be made now. */
  forget(): void {
    this.#known = new SuggestionCache();
  }

  /** Settles exactly once, with a suggestion or a reason, and never rejects. */
  async complete(request: EditorRequest, signal: AbortSignal): Promise<Outcome> {
    const { settings, timers, report } = this.#parts;
    const begunMs = timers.now();
    const id = ++this.#numRequests;
    const { documentId, path, prefix, suffix, isInvoked } = request;
    const shape = chooseShape(settings().shape, request, isInvoked);
    const completion: CompletionRequest = { documentId, path, prefix, suffix, shape };
    const { outcome, isFromCache } = await this.#answer(request, completion, signal);
    const totalMs = timers.now() - begunMs;
    report({ id, isInvoked, shape, isFromCache, outcome, totalMs });
    return outcome;
  }

  async #answer(
    request: EditorRequest,
    completion: CompletionRequest,
    signal: AbortSignal,
  ): Promise<{ readonly outcome: Outcome; readonly isFromCache: boolean }> {
    const { settings } = this.#parts;
    const off = reasonNever(request, settings());
    if (off !== undefined) return { outcome: off, isFromCache: false };
    // Before the rules for asking: text that is there already goes on being shown, also when it was asked for by hand. Who asks
    // by hand again wants more than that.
    const known = request.isInvoked ? undefined : this.#known.find(completion);
    if (known !== undefined) return { outcome: known, isFromCache: true };
    const unasked = request.isInvoked ? undefined : reasonNotToAsk(request, settings());
    const outcome = unasked ?? (await this.#ask(completion, request.isInvoked, signal));
    return { outcome, isFromCache: false };
  }

  async #ask(
    completion: CompletionRequest,
    isInvoked: boolean,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { debounce, engine, settings } = this.#parts;
    const known = this.#known;
    const end = await debounce.wait(isInvoked ? 0 : settings().debounceMs, signal);
    if (end !== "elapsed") return none(end);
    try {
      const outcome = await engine.complete(completion, completionOptions(settings()), signal);
      // Into the cache that was there when it was asked for: after `forget`, it is a suggestion of the old kind.
      if (outcome.kind === "suggestion") known.remember(completion, outcome);
      return outcome;
    } catch (error) {
      // `EngineClient` does not reject; should a defect make it, it costs one suggestion and is in the log.
      return none("failed", messageOf(error));
    }
  }
}

/** Why nothing is ever to be shown at this place. */
function reasonNever(request: EditorRequest, settings: Settings): NoSuggestion | undefined {
  if (!settings.enabled) return none("disabled", "Suggestions are switched off.");
  if (!isLanguageEnabled(settings, request.languageId)) {
    return none("disabled", `Suggestions are switched off for ${request.languageId}.`);
  }
  if (splitsCharacter(request)) return none("midLine", "The cursor is inside a character.");
  return undefined;
}

/** Why the model is not to be asked, as long as the user does not ask by hand. */
function reasonNotToAsk(request: EditorRequest, settings: Settings): NoSuggestion | undefined {
  if (settings.trigger === "manual") return none("disabled", "Suggestions come on request only.");
  if (!isOnlyClosers(cursorLine(request).after)) {
    return none("midLine", "There is more than closers right of the cursor.");
  }
  return undefined;
}

function none(reason: NoSuggestionReason, detail?: string): NoSuggestion {
  return detail === undefined ? { kind: "none", reason } : { kind: "none", reason, detail };
}
