import type { Suggestion } from "./outcome";
import { PrefixTree } from "./prefixTree";
import { remainder } from "./remainder";
import type { SuggestionPlace } from "./suggestionPlace";

/** Under what a suggestion was made. */
export interface SuggestionOrigin {
  /** Names all that the model was shown besides the document. A suggestion is found only where that is the same. */
  readonly context: number;
  /** Whether it was made before anybody asked for it. */
  readonly isPrefetched: boolean;
}

/** What is left of a remembered suggestion. */
export interface FoundSuggestion {
  readonly suggestion: Suggestion;
  readonly isPrefetched: boolean;
}

/** Suggestions kept for one document, with those that were prefetched: enough to go back and forth over a screen. */
const maxPerDocument = 48;

/** Code units kept of the texts before their cursors: a large document has fewer suggestions. */
const maxCodeUnits = 2_000_000;

/** Documents kept. */
const maxDocuments = 8;

/**
 * Suggestions made lately, so that the model is not asked for text that is known: while the user types along a suggestion,
 * takes it word by word or line by line, or deletes some of it and types it again. An alternative is as good as the first text:
 * what is found begins with the first that goes on here, and the others that do are its alternatives.
 *
 * They hang in a tree of the texts before their cursors, so that one walk along the text before a cursor passes all that may go on
 * there. Law: see `remainder`.
 */
export class SuggestionTree {
  /** In order of use, the latest last. */
  readonly #documents = new Map<string, DocumentSuggestions>();

  remember(place: SuggestionPlace, suggestion: Suggestion, origin: SuggestionOrigin): void {
    const document = this.#documents.get(place.documentId) ?? new DocumentSuggestions();
    this.#touch(place.documentId, document);
    document.add({ ...origin, place, suggestion });
  }

  /**
   * What is left of a remembered suggestion here; its figures are those of the request that made it. Of several, it is the one that
   * was made for the most of the text before the cursor, and of those the latest.
   */
  find(place: SuggestionPlace, context: number): FoundSuggestion | undefined {
    const document = this.#documents.get(place.documentId);
    if (document === undefined) return undefined;
    this.#touch(place.documentId, document);
    return document.find(place, context);
  }

  #touch(documentId: string, document: DocumentSuggestions): void {
    this.#documents.delete(documentId);
    this.#documents.set(documentId, document);
    for (const oldest of this.#documents.keys()) {
      if (this.#documents.size <= maxDocuments) break;
      this.#documents.delete(oldest);
    }
  }
}

interface Remembered extends SuggestionOrigin {
  readonly place: SuggestionPlace;
  readonly suggestion: Suggestion;
}

class DocumentSuggestions {
  /** Under one prefix stand those for different suffixes and contexts, the latest first. */
  readonly #tree = new PrefixTree<readonly Remembered[]>();
  /** In order of use, the latest last. */
  readonly #used = new Set<Remembered>();
  #numCodeUnits = 0;

  add(made: Remembered): void {
    const { documentId, prefix } = made.place;
    // One copy of a text that may be as long as the document.
    const suffix = this.#known(made.place.suffix);
    const added = { ...made, place: { documentId, prefix, suffix } };
    for (const other of this.#tree.get(prefix) ?? []) {
      if (other.place.suffix === suffix && other.context === made.context) this.#remove(other);
    }
    this.#tree.set(prefix, [added, ...(this.#tree.get(prefix) ?? [])]);
    this.#used.add(added);
    this.#numCodeUnits += prefix.length;
    for (const oldest of this.#used) {
      if (this.#used.size <= maxPerDocument && this.#numCodeUnits <= maxCodeUnits) break;
      this.#remove(oldest);
    }
  }

  find(place: SuggestionPlace, context: number): FoundSuggestion | undefined {
    for (const { value } of this.#tree.along(place.prefix)) {
      for (const remembered of value) {
        if (remembered.context !== context) continue;
        const suggestion = restOf(remembered.place, remembered.suggestion, place);
        if (suggestion === undefined) continue;
        this.#used.delete(remembered);
        this.#used.add(remembered);
        return { suggestion, isPrefetched: remembered.isPrefetched };
      }
    }
    return undefined;
  }

  #remove(remembered: Remembered): void {
    const { prefix } = remembered.place;
    const others = (this.#tree.get(prefix) ?? []).filter((other) => other !== remembered);
    if (others.length === 0) this.#tree.delete(prefix);
    else this.#tree.set(prefix, others);
    this.#used.delete(remembered);
    this.#numCodeUnits -= prefix.length;
  }

  #known(suffix: string): string {
    for (const { place } of this.#used) if (place.suffix === suffix) return place.suffix;
    return suffix;
  }
}

/** What is left of a suggestion and its alternatives, made at `origin`, at another place; `undefined` if nothing is. */
export function restOf(
  origin: SuggestionPlace,
  suggestion: Suggestion,
  place: SuggestionPlace,
): Suggestion | undefined {
  const { alternatives, ...first } = suggestion;
  const [text, ...others] = [first.text, ...(alternatives ?? [])].flatMap(
    (known) => remainder(origin, known, place) ?? [],
  );
  if (text === undefined) return undefined;
  return others.length === 0 ? { ...first, text } : { ...first, text, alternatives: others };
}
