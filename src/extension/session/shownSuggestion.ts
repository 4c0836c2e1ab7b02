import type { Suggestion } from "../../core/complete/outcome";
import { isSamePlace, type SuggestionPlace } from "../../core/complete/suggestionPlace";
import { restOf } from "../../core/complete/suggestionTree";
import type { Clock } from "../../core/ports";
import type { Fate, FateNews, ShownPlace } from "./fate";

/** A suggestion that was visible for less time has not been looked at. */
export const leastSeenMs = 300;

/**
 * What is on the screen, as far as it can be told from the requests and from where the cursor is: the editor does not say.
 *
 * Who types something else may have slipped. So a suggestion that was left is held until the next request: if that is back where it
 * goes on, it is shown again as if nothing had happened; if not, its fate is sealed.
 */
export class ShownSuggestion {
  readonly #clock: Clock;
  readonly #onFate: (news: FateNews) => void;
  #shown: Showing | undefined;
  #left: Left | undefined;
  /** Where the user has just accepted a whole suggestion. */
  #accepted: SuggestionPlace | undefined;

  /** @param onFate called once for each suggestion that is shown */
  constructor(clock: Clock, onFate: (news: FateNews) => void) {
    this.#clock = clock;
    this.#onFate = onFate;
  }

  /** The document that something is shown in; `undefined` if nothing is. */
  get documentId(): string | undefined {
    return this.#shown?.place.documentId;
  }

  /** Takes note of a request. @returns what goes on here of that which is shown, or has just been left */
  meet(place: SuggestionPlace): Suggestion | undefined {
    const rest = this.#restOfShown(place);
    if (rest !== undefined) {
      this.#sealLeft();
      return rest;
    }
    const left = this.#left;
    const restOfLeft = left && restOf(left.place, left.suggestion, place);
    if (left !== undefined && restOfLeft !== undefined) {
      this.#left = undefined;
      if (this.#shown !== undefined) this.#seal(this.#leaving(this.#shown));
      this.#shown = { ...left, sinceMs: this.#clock.now() - left.visibleMs };
      return restOfLeft;
    }
    this.#sealLeft();
    this.#leaveFor(place);
    return undefined;
  }

  /**
   * Takes note of where the cursor is now, in the document as it is now. A document that has changed waits for its request.
   *
   * @returns whether what is shown goes on here
   */
  moved(place: SuggestionPlace): boolean {
    const shown = this.#shown;
    if (shown === undefined) return false;
    if (this.#restOfShown(place) !== undefined) return true;
    if (shown.place.documentId !== place.documentId || isSameText(shown.place, place)) {
      this.#giveUp(shown);
    }
    return false;
  }

  /** Another document is in front, or none. */
  left(documentId: string | undefined): void {
    const shown = this.#shown;
    if (shown !== undefined && shown.place.documentId !== documentId) this.#giveUp(shown);
  }

  /** A suggestion is handed to the editor. */
  show(place: ShownPlace, suggestion: Suggestion): void {
    const shown = this.#shown;
    if (shown !== undefined && this.#restOfShown(place)?.text === suggestion.text) {
      // It may have got alternatives.
      if (isSamePlace(shown.place, place)) this.#shown = { ...shown, suggestion };
      return;
    }
    if (shown !== undefined) this.#tell(this.#leaving(shown), "replaced");
    this.#accepted = undefined;
    this.#shown = { place, suggestion, sinceMs: this.#clock.now(), numTaken: 0 };
  }

  /** The editor says that a suggestion in this document was accepted whole. */
  taken(documentId: string): void {
    if (this.#shown?.place.documentId === documentId) this.#accept(this.#shown);
  }

  /** Nothing is shown any more, for a reason that says nothing about the suggestion. */
  clear(): void {
    if (this.#left !== undefined) this.#tell(this.#left, "replaced");
    if (this.#shown !== undefined) this.#tell(this.#leaving(this.#shown), "replaced");
    this.#left = this.#shown = this.#accepted = undefined;
  }

  /** Whether the text before this cursor ends with a suggestion that has just been accepted, but for blanks and line ends. */
  isAfterAccept({ documentId, prefix }: SuggestionPlace): boolean {
    const accepted = this.#accepted;
    return (
      accepted?.documentId === documentId &&
      prefix.startsWith(accepted.prefix) &&
      prefix.slice(accepted.prefix.length).trim() === ""
    );
  }

  /** What goes on here of what is shown, which has then been typed along up to here. */
  #restOfShown(place: SuggestionPlace): Suggestion | undefined {
    const shown = this.#shown;
    if (shown === undefined) return undefined;
    const rest = restOf(shown.place, shown.suggestion, place);
    const numTyped = place.prefix.length - shown.place.prefix.length;
    if (rest !== undefined && numTyped > shown.numTaken) {
      this.#shown = { ...shown, numTaken: numTyped };
    }
    return rest;
  }

  /** What is shown does not go on at `place`. */
  #leaveFor(place: SuggestionPlace): void {
    const shown = this.#shown;
    this.#shown = undefined;
    if (shown === undefined) return;
    const { documentId, prefix } = shown.place;
    if (documentId !== place.documentId) this.#seal(this.#leaving(shown));
    else if (place.prefix.startsWith(prefix + shown.suggestion.text)) this.#accept(shown);
    else this.#left = this.#leaving(shown);
  }

  #giveUp(shown: Showing): void {
    this.#shown = undefined;
    this.#sealLeft();
    this.#seal(this.#leaving(shown));
  }

  #accept(shown: Showing): void {
    const { place, suggestion } = shown;
    this.#shown = undefined;
    this.#accepted = { ...place, prefix: place.prefix + suggestion.text };
    this.#sealLeft();
    this.#tell({ ...this.#leaving(shown), numTaken: suggestion.text.length }, "accepted");
  }

  #leaving(shown: Showing): Left {
    return { ...shown, visibleMs: this.#clock.now() - shown.sinceMs };
  }

  #sealLeft(): void {
    const left = this.#left;
    this.#left = undefined;
    if (left !== undefined) this.#seal(left);
  }

  /** The fate of what nobody comes back to. */
  #seal(left: Left): void {
    const isPartly = left.numTaken >= firstWordLength(left.suggestion.text);
    const isSeen = left.visibleMs >= leastSeenMs;
    this.#tell(left, isPartly ? "partly" : isSeen ? "dismissed" : "replaced");
  }

  #tell({ place, suggestion, visibleMs, numTaken }: Left, fate: Fate): void {
    this.#onFate({ place, suggestion, fate, visibleMs, numTaken });
  }
}

interface Showing {
  readonly place: ShownPlace;
  readonly suggestion: Suggestion;
  readonly sinceMs: number;
  /** Code units of its longest beginning that has stood in the document. */
  readonly numTaken: number;
}

interface Left extends Showing {
  /** Until it was left. */
  readonly visibleMs: number;
}

/** Up to the end of the first word, or of all if there is none. */
function firstWordLength(text: string): number {
  return /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]+/u.exec(text)?.[0].length ?? text.length;
}

/** Whether two places are cursors in the same text. */
function isSameText(one: SuggestionPlace, other: SuggestionPlace): boolean {
  const [length, otherLength] = [one, other].map(
    ({ prefix, suffix }) => prefix.length + suffix.length,
  );
  return length === otherLength && one.prefix + one.suffix === other.prefix + other.suffix;
}
