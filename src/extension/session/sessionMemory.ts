import type { NoSuggestion, Outcome, Suggestion } from "../../core/complete/outcome";
import { isSamePlace, type SuggestionPlace } from "../../core/complete/suggestionPlace";
import { SuggestionTree } from "../../core/complete/suggestionTree";
import type { EngineQuestion } from "./engineCalls";

/** Places kept where nothing was to be suggested: enough for a word typed, deleted and typed again. */
const mostEmpty = 16;

/** What is known of a place. */
export type Known =
  | { readonly outcome: Suggestion; readonly isPrefetched: boolean }
  | { readonly outcome: NoSuggestion; readonly isPrefetched: boolean };

/** What the model has said lately: what goes on where, and where it had nothing that could be shown. */
export class SessionMemory {
  readonly #suggestions = new SuggestionTree();
  /** The latest last. */
  #empty: readonly (EngineQuestion & { readonly outcome: NoSuggestion })[] = [];

  remember(question: EngineQuestion, outcome: Outcome): void {
    const { request } = question;
    if (outcome.kind === "suggestion") {
      this.#suggestions.remember(request, outcome, question);
      this.#rememberTail(question, outcome);
    } else if (request.shown === undefined && isLasting(outcome)) {
      this.#empty = [...this.#empty, { ...question, outcome }].slice(-mostEmpty);
    }
  }

  find(place: SuggestionPlace, context: number): Known | undefined {
    const found = this.#suggestions.find(place, context);
    if (found !== undefined) {
      return { outcome: found.suggestion, isPrefetched: found.isPrefetched };
    }
    return this.#empty.findLast(
      (empty) => empty.context === context && isSamePlace(empty.request, place),
    );
  }

  /** What was cut off a text is known already when the text is taken. */
  #rememberTail(question: EngineQuestion, { tail, text, ...others }: Suggestion): void {
    if (tail === undefined || tail === "") return;
    const { request, context } = question;
    const { alternatives: _others, trace: _trace, ...figures } = others;
    const place = { ...request, prefix: request.prefix + text };
    this.#suggestions.remember(place, { ...figures, text: tail }, { context, isPrefetched: true });
  }
}

/** Whether the model would say the same again. */
function isLasting({ reason }: NoSuggestion): boolean {
  return reason === "emptyCompletion" || reason === "filtered";
}
