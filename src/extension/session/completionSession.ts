import type {
  NoSuggestion,
  NoSuggestionReason,
  Outcome,
  Suggestion,
} from "../../core/complete/outcome";
import type { CompletionRequest, Shape } from "../../core/complete/request";
import { SuggestionCache, type SuggestionPlace } from "../../core/complete/suggestionCache";
import { messageOf } from "../../core/errors";
import { chooseShape } from "../completionShape";
import type { Debounce } from "./debounce";
import { cursorLine, splitsCharacter, type TextAround } from "../documentContext";
import type { EngineClient } from "../engineClient";
import { isOnlyClosers } from "./midLine";
import { completionOptions, isLanguageEnabled, type Settings } from "../settings";
import { isSamePlace, ShownTexts } from "./shownTexts";
import type { Timers } from "../timers";

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

/** What made a request: typing, the user's hand, or the wish for something else than what is shown. */
export type RequestTrigger = "automatic" | "invoked" | "somethingElse";

/** All there is to say about one request, except its text. */
export interface RequestRecord {
  /** Counts from 1. */
  readonly id: number;
  /** Names the document; for counting, not for the log. */
  readonly documentId: string;
  readonly trigger: RequestTrigger;
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
  /** What stood from the cursor on before the user began to change it; `undefined` if nothing else did. */
  readonly earlierAt: (place: SuggestionPlace) => string | undefined;
  /** Called once for each request, just before it settles. */
  readonly report: (record: RequestRecord) => void;
}

/** The way of one request, from the editor's call to its outcome. */
export class CompletionSession {
  readonly #parts: CompletionSessionParts;
  readonly #shown = new ShownTexts();
  #known = new SuggestionCache();
  #offer: Offer | undefined;
  /** The latest request, settled or not. Never rejects. */
  #latest: Promise<unknown> = Promise.resolve();
  #numRequests = 0;

  constructor(parts: CompletionSessionParts) {
    this.#parts = parts;
  }

  /** Forgets all suggestions, when others would be made now. */
  forget(): void {
    this.#known = new SuggestionCache();
    this.#offer = undefined;
  }

  /** Settles exactly once, with a suggestion or a reason, and never rejects. */
  async complete(request: EditorRequest, signal: AbortSignal): Promise<Outcome> {
    const trigger = request.isInvoked ? "invoked" : "automatic";
    const settled = this.#settle(++this.#numRequests, request, trigger, signal);
    this.#latest = settled;
    return (await settled).outcome;
  }

  /**
   * Asks for other texts than those that were shown here. What it finds is also the answer to the next request that is made by
   * hand at this place, so that the editor can be led to show it. Settles exactly once and never rejects.
   */
  somethingElse(request: EditorRequest, signal: AbortSignal): Promise<RequestRecord> {
    const id = ++this.#numRequests;
    // Else than what is on its way, too; and the editor would take the end of a request by hand for the answer to the next.
    const settled = this.#latest.then(() => this.#settle(id, request, "somethingElse", signal));
    this.#latest = settled;
    return settled;
  }

  async #settle(
    id: number,
    request: EditorRequest,
    trigger: RequestTrigger,
    signal: AbortSignal,
  ): Promise<RequestRecord> {
    const { timers, report } = this.#parts;
    const begunMs = timers.now();
    const completion = this.#completionFor(request, trigger);
    const { outcome, isFromCache } = await this.#answer(request, completion, trigger, signal);
    if (outcome.kind === "suggestion" && !signal.aborted) {
      this.#shown.add(completion, [outcome.text, ...(outcome.alternatives ?? [])]);
    }
    const totalMs = timers.now() - begunMs;
    const { documentId } = request;
    const { shape } = completion;
    const record = { id, documentId, trigger, shape, isFromCache, outcome, totalMs };
    report(record);
    return record;
  }

  #completionFor(request: EditorRequest, trigger: RequestTrigger): CompletionRequest {
    const { documentId, path, prefix, suffix, isInvoked } = request;
    const wish = this.#parts.settings().shape;
    const shown = this.#shown.at({ documentId, prefix, suffix });
    const place = { documentId, path, prefix, suffix };
    if (trigger !== "somethingElse" || shown.length === 0) {
      return { ...place, shape: chooseShape(wish, request, isInvoked) };
    }
    // Something else of the same kind: a block with the line that is shown as its first is not it.
    const isBlockShown = shown.some((text) => text.includes("\n"));
    return { ...place, shape: chooseShape(wish, request, isBlockShown), shown };
  }

  async #answer(
    request: EditorRequest,
    completion: CompletionRequest,
    trigger: RequestTrigger,
    signal: AbortSignal,
  ): Promise<{ readonly outcome: Outcome; readonly isFromCache: boolean }> {
    const { settings } = this.#parts;
    const off = reasonNever(request, settings());
    if (off !== undefined) return { outcome: off, isFromCache: false };
    const known = this.#knownFor(completion, trigger);
    if (known !== undefined) return { outcome: known, isFromCache: true };
    const unasked = trigger === "automatic" ? reasonNotToAsk(request, settings()) : undefined;
    const outcome = unasked ?? (await this.#ask(completion, trigger, signal));
    return { outcome, isFromCache: false };
  }

  /**
   * What is known already. Asked before the rules for asking: text that is there goes on being shown, also when it was asked for by
   * hand. Who asks by hand again wants more than that, but for what was found to be shown next.
   */
  #knownFor(completion: CompletionRequest, trigger: RequestTrigger): Suggestion | undefined {
    if (trigger === "automatic") return this.#known.find(completion);
    const offer = this.#offer;
    if (trigger === "somethingElse" || offer === undefined) return undefined;
    this.#offer = undefined;
    return isSamePlace(offer.place, completion) ? offer.suggestion : undefined;
  }

  async #ask(
    completion: CompletionRequest,
    trigger: RequestTrigger,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { debounce, engine, settings, earlierAt } = this.#parts;
    const { debounceMs, candidates } = settings();
    const isAutomatic = trigger === "automatic";
    const known = this.#known;
    const end = await debounce.wait(isAutomatic ? debounceMs : 0, signal);
    if (end !== "elapsed") return none(end);
    try {
      // Typing waits for one text only.
      const options = completionOptions(settings(), isAutomatic ? 1 : candidates);
      const earlier = earlierAt(completion);
      const asked = earlier === undefined ? completion : { ...completion, earlier };
      const outcome = await engine.complete(asked, options, signal);
      // Into the cache that was there when it was asked for: after `forget`, it is a suggestion of the old kind.
      if (outcome.kind === "suggestion") known.remember(completion, outcome);
      if (outcome.kind === "suggestion" && trigger === "somethingElse" && known === this.#known) {
        this.#offer = { place: completion, suggestion: outcome };
      }
      return outcome;
    } catch (error) {
      // `EngineClient` does not reject; should a defect make it, it costs one suggestion and is in the log.
      return none("failed", messageOf(error));
    }
  }
}

/** What was found for a place and not shown there yet. */
interface Offer {
  readonly place: CompletionRequest;
  readonly suggestion: Suggestion;
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
