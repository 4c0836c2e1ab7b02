import type { Outcome, Suggestion } from "../../core/complete/outcome";
import type { CompletionOptions, CompletionRequest } from "../../core/complete/request";
import { isSamePlace, type SuggestionPlace } from "../../core/complete/suggestionPlace";
import { restOf } from "../../core/complete/suggestionTree";
import type { Eagerness } from "../../core/shape/eagerness";
import type { EngineClient } from "../engineClient";
import { completionOptions, type Settings } from "../settings";
import type { Timers } from "../timers";
import type { AdaptiveDelay } from "./adaptiveDelay";
import { noAnswer, type Answer } from "./answer";
import type { Debounce } from "./debounce";
import type { Dismissals } from "./dismissals";
import { EngineCalls, type EngineCall, type EngineQuestion } from "./engineCalls";
import { none } from "./none";
import { reasonNotToAsk } from "./placeRules";
import type { EditorRequest } from "./request";
import { SessionMemory } from "./sessionMemory";
import type { Ahead, Moment, Way } from "./way";

export interface AnsweringParts {
  readonly debounce: Debounce;
  readonly dismissals: Dismissals;
  readonly pace: AdaptiveDelay;
  readonly engine: Pick<EngineClient, "complete">;
  readonly timers: Timers;
  readonly settings: () => Settings;
  /** What stood from the cursor on before the user began to change it; `undefined` if nothing else did. */
  readonly earlierAt: (place: SuggestionPlace) => string | undefined;
  /** The settings' options with what the moment adds to them. Left out, it adds nothing. */
  readonly optionsAt?: (options: CompletionOptions, moment: Moment) => CompletionOptions;
  /** Whether the pause before a request is fitted to the typist; it is the setting's if left out. */
  readonly isDelayAdaptive?: () => boolean;
}

/**
 * Finds the text for a request: what is on the screen, what is remembered, what is being made; only then is the model asked, after a
 * pause. Text that was dismissed here is shown to nobody who does not ask by hand.
 */
export class Answering {
  readonly #parts: AnsweringParts;
  readonly #calls: EngineCalls;
  /** Calls whose figures a request has been given. */
  readonly #told = new WeakSet<EngineCall>();
  #memory = new SessionMemory();
  #offer: Offer | undefined;
  #latestTyped = 0;

  constructor(parts: AnsweringParts) {
    this.#parts = parts;
    this.#calls = new EngineCalls(parts.engine, parts.timers);
  }

  /** Forgets all suggestions. Those on their way go to who waits for them and are forgotten, too. */
  forget(): void {
    this.#memory = new SessionMemory();
    this.#offer = undefined;
    this.#calls.forget();
  }

  /** The cursor is here now: what is being made for another place of the document is given up. */
  moved(place: SuggestionPlace): void {
    this.#calls.end(place.documentId, place);
  }

  isAskingFor(documentId: string): boolean {
    return this.#calls.isAskingFor(documentId);
  }

  /** Settles exactly once and never rejects. */
  async answer(way: Way, eagerness: Eagerness): Promise<Answer> {
    const { id, request, trigger, completion } = way;
    if (trigger !== "automatic") return this.#offered(way) ?? this.#ask(way);
    this.#latestTyped = id;
    if (way.shown !== undefined) {
      return { outcome: way.shown, source: "typedAlong", isFromCache: true };
    }
    this.#calls.end(completion.documentId, completion);
    const known = this.#known(way);
    if (known !== undefined) return known;
    const unasked = reasonNotToAsk(request, eagerness);
    if (unasked !== undefined) return noAnswer(unasked);
    const call = this.#calls.matching(completion, way.context);
    return call === undefined ? this.#ask(way) : this.#onItsWay(way, call);
  }

  /** Asks what a request would find, should it come. Settles exactly once and never rejects. */
  ahead({ completion, context, situation }: Ahead): Promise<Outcome> {
    const known = this.#memory.find(completion, context);
    if (known !== undefined) return Promise.resolve(known.outcome);
    const call = this.#calls.matching(completion, context);
    if (call !== undefined && isSamePlace(call.request, completion)) return call.outcome;
    const options = this.#options(1, { trigger: "automatic", situation });
    const question = { request: completion, options, context, isPrefetched: true };
    return this.#start(question, this.#memory).outcome;
  }

  /** Who asks by hand wants more than is known, but for what was found to be shown next. */
  #offered({ trigger, completion }: Way): Answer | undefined {
    const offer = this.#offer;
    if (trigger !== "invoked" || offer === undefined) return undefined;
    this.#offer = undefined;
    if (!isSamePlace(offer.place, completion)) return undefined;
    return { outcome: offer.suggestion, source: "seenBefore", isFromCache: true };
  }

  /** Asked before the rules for asking: text that is there goes on being shown, also when it was asked for by hand. */
  #known(way: Way): Answer | undefined {
    const known = this.#memory.find(way.completion, way.context);
    if (known === undefined) return undefined;
    if (known.outcome.kind === "none") return noAnswer(known.outcome, true);
    const source = known.isPrefetched ? "prefetched" : "seenBefore";
    return this.#allowed(way, { outcome: known.outcome, source, isFromCache: true });
  }

  /** Waits for what is being made, as long as it may go on here and no newer request has come. Asks if nothing comes of it. */
  async #onItsWay(way: Way, first: EngineCall): Promise<Answer> {
    const { id, completion, context, signal, watch } = way;
    const begunMs = this.#parts.timers.now();
    watch.passTo("pause");
    watch.passTo("model");
    for (let call: EngineCall | undefined = first; call !== undefined;) {
      const outcome = await this.#calls.wait(call, signal);
      if (signal.aborted) return noAnswer(none("cancelled"));
      const rest =
        outcome.kind === "suggestion" ? restOf(call.request, outcome, completion) : outcome;
      const isHere = outcome.kind === "suggestion" || isSamePlace(call.request, completion);
      if (rest !== undefined && isHere) return this.#made(way, call, rest);
      if (id !== this.#latestTyped) return noAnswer(none("superseded"));
      call = this.#calls.matching(completion, context);
    }
    return this.#ask(way, this.#parts.timers.now() - begunMs);
  }

  /** @param waitedMs how much of the pause has gone by */
  async #ask(way: Way, waitedMs = 0): Promise<Answer> {
    const { request, trigger, completion, context, signal, watch } = way;
    const { debounce, timers, settings, earlierAt } = this.#parts;
    const isTyped = trigger === "automatic";
    const memory = this.#memory;
    watch.passTo("pause");
    const end = await debounce.wait(isTyped ? this.#delayMs(request) - waitedMs : 0, signal);
    if (end !== "elapsed") return noAnswer(none(end));
    watch.passTo("model");
    this.#calls.end(completion.documentId);
    const earlier = earlierAt(completion);
    const question = {
      request: earlier === undefined ? completion : { ...completion, earlier },
      // Typing waits for one text only.
      options: this.#options(isTyped ? 1 : settings().candidates, way),
      context,
      isPrefetched: false,
    };
    const call = this.#start(question, memory);
    const askedMs = timers.now();
    const outcome = await this.#calls.wait(call, signal);
    if (outcome.kind === "suggestion") {
      this.#parts.pace.answered(timers.now() - askedMs);
      // After `forget`, it is a suggestion of the old kind.
      if (trigger === "somethingElse" && memory === this.#memory) {
        this.#offer = { place: completion, suggestion: outcome };
      }
    }
    return this.#made(way, call, outcome);
  }

  /** @param memory the one that was there when it was asked for: a later one is for suggestions of another kind */
  #start(question: EngineQuestion, memory: SessionMemory): EngineCall {
    return this.#calls.start(question, (outcome) => {
      memory.remember(question, outcome);
    });
  }

  #options(numCandidates: number, { trigger, situation }: Moment): CompletionOptions {
    const { settings, optionsAt } = this.#parts;
    const options = completionOptions(settings(), numCandidates);
    return optionsAt?.(options, { trigger, situation }) ?? options;
  }

  #delayMs(request: EditorRequest): number {
    const isAdaptive = this.#parts.isDelayAdaptive?.() ?? false;
    return isAdaptive ? this.#parts.pace.at(request) : this.#parts.settings().debounceMs;
  }

  /** An answer that the model has made: for this request, for an earlier one, or ahead of any. */
  #made(way: Way, call: EngineCall, outcome: Outcome): Answer {
    const isFromCache = this.#told.has(call);
    if (outcome.kind === "none") return noAnswer(outcome, isFromCache);
    this.#told.add(call);
    way.watch.passTo("sure");
    way.watch.passTo("checked");
    const isOwn = isSamePlace(call.request, way.completion) && !call.isPrefetched && !isFromCache;
    const source = call.isPrefetched ? "prefetched" : isOwn ? "model" : "inFlight";
    return this.#allowed(way, { outcome, source, isFromCache });
  }

  #allowed(way: Way, answer: Answer & { readonly outcome: Suggestion }): Answer {
    if (way.trigger !== "automatic") return answer;
    const outcome = this.#parts.dismissals.allow(way.completion, answer.outcome);
    if (outcome !== undefined) return { ...answer, outcome };
    const dropped = answer.outcome.text;
    return noAnswer({ ...none("dismissed"), dropped }, answer.isFromCache);
  }
}

/** What was found for a place and not shown there yet. */
interface Offer {
  readonly place: CompletionRequest;
  readonly suggestion: Suggestion;
}
