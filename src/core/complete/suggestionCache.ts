import type { Suggestion } from "./outcome";
import type { CompletionRequest } from "./request";

/** Where a suggestion stands. */
export type SuggestionPlace = Pick<CompletionRequest, "documentId" | "prefix" | "suffix">;

interface Remembered {
  readonly place: SuggestionPlace;
  readonly suggestion: Suggestion;
}

/** Suggestions kept for one document: enough to go back and forth over a few lines. */
const maxPerDocument = 8;

/** Documents kept. */
const maxDocuments = 8;

/**
 * Suggestions made lately, so that the model is not asked for text that is known: while the user types along a suggestion,
 * takes it word by word or line by line, or deletes some of it and types it again. An alternative is as good as the first text:
 * what is found begins with the first that goes on here, and the others that do are its alternatives.
 *
 * Law: the text typed since and a text found are together one that was remembered.
 */
export class SuggestionCache {
  /** Both levels in order of use, the latest last. */
  readonly #documents = new Map<string, Remembered[]>();

  remember(place: SuggestionPlace, suggestion: Suggestion): void {
    const { documentId, prefix, suffix } = place;
    const others = this.#documents.get(documentId) ?? [];
    const kept = others.filter(
      (other) => other.place.prefix !== prefix || other.place.suffix !== suffix,
    );
    this.#touch(documentId, [
      ...kept.slice(1 - maxPerDocument),
      { place: { documentId, prefix, suffix }, suggestion },
    ]);
  }

  /** What is left of a remembered suggestion here, the latest first; its figures are those of the request that made it. */
  find(place: SuggestionPlace): Suggestion | undefined {
    const remembered = this.#documents.get(place.documentId);
    if (remembered === undefined) return undefined;
    this.#touch(place.documentId, remembered);
    for (const { place: origin, suggestion } of remembered.toReversed()) {
      const { alternatives, ...first } = suggestion;
      const [text, ...others] = [first.text, ...(alternatives ?? [])].flatMap(
        (known) => remainder(origin, known, place) ?? [],
      );
      if (text === undefined) continue;
      return others.length === 0 ? { ...first, text } : { ...first, text, alternatives: others };
    }
    return undefined;
  }

  #touch(documentId: string, remembered: Remembered[]): void {
    this.#documents.delete(documentId);
    this.#documents.set(documentId, remembered);
    for (const oldest of this.#documents.keys()) {
      if (this.#documents.size <= maxDocuments) break;
      this.#documents.delete(oldest);
    }
  }
}

/** The rest of `text`, suggested at `origin`, when its beginning has been typed since; `undefined` if something else was. */
function remainder(
  origin: SuggestionPlace,
  text: string,
  place: SuggestionPlace,
): string | undefined {
  if (!place.prefix.startsWith(origin.prefix)) return undefined;
  const typed = place.prefix.slice(origin.prefix.length);
  if (typed.length >= text.length || !text.startsWith(typed)) return undefined;
  const rest = text.slice(typed.length);
  return place.suffix === origin.suffix || isClosedByEditor(origin, rest, place) ? rest : undefined;
}

/**
 * Whether all that is new behind the cursor are closers that the editor added to what was typed and that the rest ends with,
 * so that they can be replaced by it: after `f` typed `(`, the editor makes `f(|)`, and the rest is `x)`.
 */
function isClosedByEditor(origin: SuggestionPlace, rest: string, place: SuggestionPlace): boolean {
  if (!place.suffix.endsWith(origin.suffix)) return false;
  const added = place.suffix.slice(0, place.suffix.length - origin.suffix.length);
  return /^[)\]}"'`]+$/.test(added) && rest.endsWith(added) && !rest.includes("\n");
}
