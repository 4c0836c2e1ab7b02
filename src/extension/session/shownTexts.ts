import { isSamePlace, type SuggestionPlace } from "../../core/complete/suggestionPlace";

/**
 * What was shown at the place of the latest request, so that something else can be asked for there. An edit, or a cursor
 * elsewhere, makes another place, and what was shown at the one before is forgotten.
 */
export class ShownTexts {
  #place: SuggestionPlace | undefined;
  #texts: readonly string[] = [];

  /** The texts shown at `place`, the oldest first. */
  at(place: SuggestionPlace): readonly string[] {
    if (this.#place === undefined || !isSamePlace(this.#place, place)) {
      this.#place = place;
      this.#texts = [];
    }
    return this.#texts;
  }

  add(place: SuggestionPlace, texts: readonly string[]): void {
    this.#texts = [...new Set([...this.at(place), ...texts])];
  }
}
