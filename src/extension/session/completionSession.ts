import type { Outcome } from "../../core/complete/outcome";
import type { SuggestionPlace } from "../../core/complete/suggestionPlace";
import type { GateSituation } from "../../core/gate/gateFeatures";
import type { Eagerness } from "../../core/shape/eagerness";
import { beforeClosers } from "../insertion";
import { AdaptiveDelay } from "./adaptiveDelay";
import { noAnswer, type Answer } from "./answer";
import { Answering, type AnsweringParts } from "./answering";
import { Dismissals } from "./dismissals";
import type { FateNews } from "./fate";
import { none } from "./none";
import { eagernessBy, reasonNotAllowed, reasonNotHere, reasonNowhere } from "./placeRules";
import { Prefetch } from "./prefetch";
import type { EditorRequest, RequestTrigger } from "./request";
import { RequestMaker, type RequestMakerParts } from "./requestMaker";
import type { RequestRecord } from "./requestRecord";
import { StepWatch } from "./requestTrail";
import { ShownSuggestion } from "./shownSuggestion";
import { trailOf } from "./trailOf";
import type { Way } from "./way";

export interface CompletionSessionParts
  extends Omit<AnsweringParts, "dismissals" | "pace">, RequestMakerParts {
  /** Called once for each request, just before it settles. */
  readonly report: (record: RequestRecord) => void;
  /** Called once for each suggestion that was shown, when it is no longer. */
  readonly onFate?: (news: FateNews) => void;
  /** How ready to suggest at a place; what the settings say of its language if left out. */
  readonly eagernessAt?: (request: EditorRequest) => Eagerness;
  /** A sentence on why there is to be nothing for a while, unless it is asked for by hand. Left out, there never is. */
  readonly paused?: () => string | undefined;
  /** Whether the model may work ahead; it does not if left out. */
  readonly mayPrefetch?: () => boolean;
  /** Milliseconds since 1970; the machine's own if left out. */
  readonly epochMs?: () => number;
}

/**
 * The way of requests from the editor's call to the outcome, and of suggestions from there to their fate: which rules they meet, where
 * their text comes from (see `Answering`), what is made ready behind them, and what is reported.
 */
export class CompletionSession {
  readonly #parts: CompletionSessionParts;
  readonly #pace: AdaptiveDelay;
  readonly #maker: RequestMaker;
  readonly #answering: Answering;
  readonly #prefetch: Prefetch;
  readonly #shown: ShownSuggestion;
  /** The latest request, settled or not. Never rejects. */
  #latest: Promise<unknown> = Promise.resolve();
  #numRequests = 0;
  /** Whether the latest request was about the text as it will be with an item of the list. */
  #isAboutItem = false;
  /** How often all was forgotten. */
  #era = 0;

  constructor(parts: CompletionSessionParts) {
    const { timers, onFate, mayPrefetch } = parts;
    const dismissals = new Dismissals();
    this.#parts = parts;
    this.#pace = new AdaptiveDelay(timers);
    this.#maker = new RequestMaker(parts);
    this.#answering = new Answering({ ...parts, dismissals, pace: this.#pace });
    this.#shown = new ShownSuggestion(timers, (news) => {
      if (news.fate === "dismissed") dismissals.observe(news);
      onFate?.(news);
    });
    this.#prefetch = new Prefetch({
      timers,
      mayPrefetch: mayPrefetch ?? (() => false),
      ask: (request) => {
        // What follows a suggestion may be of another kind of text.
        if (this.#eagernessAt(request).wanted === "never") {
          return Promise.resolve(none("disabled"));
        }
        const situation = { isAfterAccept: true, languageId: request.languageId };
        return this.#answering.ahead({ ...this.#maker.makeAhead(request), situation });
      },
    });
  }

  /** Forgets all suggestions, when others would be made now. */
  forget(): void {
    this.#era++;
    this.#answering.forget();
    this.#prefetch.stop();
    this.#shown.clear();
  }

  /** Whether something is shown in a document or made for it, so that `moved` wants to know of every move in it. */
  isBusyWith(documentId: string): boolean {
    return this.#shown.documentId === documentId || this.#answering.isAskingFor(documentId);
  }

  /** The cursor is here now. What is shown or made for another place of the document is given up. */
  moved(place: SuggestionPlace): void {
    // What is made ahead of what is shown is still of use.
    if (this.#shown.moved(place)) return;
    // Only the next request tells whether the item is still selected.
    if (!this.#isAboutItem) this.#answering.moved(place);
  }

  /** Another document is in front, or none. */
  left(documentId: string | undefined): void {
    this.#shown.left(documentId);
  }

  /** The editor says that a suggestion in this document was accepted whole. */
  taken(documentId: string): void {
    this.#shown.taken(documentId);
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
    const { timers, report, epochMs = Date.now } = this.#parts;
    const era = this.#era;
    const [begunMs, at] = [timers.now(), epochMs()];
    const way = this.#begin(id, request, trigger, signal);
    const { outcome, source, isFromCache } = fitting(request, await this.#answer(way));
    if (!signal.aborted && era === this.#era) this.#follow(way, outcome);
    const totalMs = timers.now() - begunMs;
    const steps = way.watch.finish(outcome, !signal.aborted);
    const told = { id, trigger, outcome, totalMs };
    const trail = trailOf(request, { ...told, at, source, steps });
    const { documentId, shape } = way.completion;
    const { offset } = request;
    const record = { ...told, documentId, offset, shape, isFromCache, trail };
    report(record);
    return record;
  }

  /** Takes note of a request, which says what becomes of the suggestion before it, and makes of it what the engine is asked. */
  #begin(id: number, request: EditorRequest, trigger: RequestTrigger, signal: AbortSignal): Way {
    const watch = new StepWatch(this.#parts.timers);
    if (trigger === "automatic") this.#pace.keyed();
    // With an item selected, the text before the cursor is not the document's yet, and says nothing about what is shown.
    this.#isAboutItem = isOfItem(request);
    const shown = this.#isAboutItem ? undefined : this.#shown.meet(request);
    if (shown === undefined) this.#prefetch.stop();
    const isAfterAccept = this.#shown.isAfterAccept(request);
    const asked = this.#maker.make(request, trigger, isAfterAccept);
    const { gapMs } = this.#pace;
    const situation: GateSituation = {
      isAfterAccept,
      ...(gapMs !== undefined && { typingGapMs: gapMs }),
      languageId: request.languageId,
    };
    return { id, request, trigger, signal, watch, ...asked, situation, shown };
  }

  #eagernessAt(request: EditorRequest): Eagerness {
    const { settings, eagernessAt } = this.#parts;
    return eagernessAt?.(request) ?? eagernessBy(settings(), request);
  }

  async #answer(way: Way): Promise<Answer> {
    const { request, trigger, watch } = way;
    const { settings, paused } = this.#parts;
    const isTyped = trigger === "automatic";
    const eagerness = this.#eagernessAt(request);
    const pause = isTyped ? paused?.() : undefined;
    const off =
      reasonNotAllowed(request, settings(), eagerness) ??
      (pause === undefined ? undefined : none("paused", pause));
    if (off !== undefined) return noAnswer(off);
    watch.passTo("place");
    const misplaced = reasonNowhere(request) ?? (isTyped ? reasonNotHere(request) : undefined);
    if (misplaced !== undefined) return noAnswer(misplaced);
    watch.passTo("memory");
    return this.#answering.answer(way, eagerness);
  }

  /** Takes note of what is handed over, and has the model work ahead. */
  #follow({ id, request, situation }: Way, outcome: Outcome): void {
    if (outcome.kind === "suggestion") {
      const { text, alternatives = [] } = outcome;
      this.#maker.suggested(request, [text, ...alternatives]);
      if (isOfItem(request)) return;
      const { documentId, prefix, suffix } = request;
      const place = { documentId, prefix, suffix, situation, requestId: id };
      this.#shown.show(place, outcome);
      this.#prefetch.behind(request, text);
    } else if (outcome.reason === "emptyCompletion" && situation.isAfterAccept === true) {
      this.#prefetch.behindEnter(request);
    }
  }
}

/** Whether the request is about the text as it will be with an item of the suggest widget. */
function isOfItem({ numTypedOfItem }: EditorRequest): boolean {
  return numTypedOfItem !== undefined;
}

/** The editor shows a text that extends the selected item, and no other. */
function fitting(request: EditorRequest, answer: Answer): Answer {
  const { outcome, isFromCache } = answer;
  if (outcome.kind === "none" || !isOfItem(request)) return answer;
  if (beforeClosers(outcome.text, request) !== "") return answer;
  const reason = none("place", "The text would not extend the selected item of the list.");
  return noAnswer({ ...reason, dropped: outcome.text }, isFromCache);
}
