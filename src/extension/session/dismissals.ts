import type { Suggestion } from "../../core/complete/outcome";
import type { SuggestionPlace } from "../../core/complete/suggestionPlace";
import type { FateNews } from "./fate";

/** Dismissed texts kept. */
const mostKept = 200;

/** A place is known again by so many code units before and after it, whatever becomes of the rest of the document. */
const numBefore = 400;
const numAfter = 100;

/** What the user saw and did not want, so that it is never shown at the same spot again. In memory only. */
export class Dismissals {
  /** In order, the latest last. */
  readonly #spots = new Map<string, Set<string>>();

  /** Takes note of what was dismissed: of a text that was typed along at first, what was left of it where it was left. */
  observe({ place, suggestion, numTaken }: Omit<FateNews, "fate" | "visibleMs">): void {
    const text = suggestion.text.slice(numTaken);
    const spot = spotOf({ ...place, prefix: place.prefix + suggestion.text.slice(0, numTaken) });
    const texts = this.#spots.get(spot) ?? new Set();
    texts.add(text);
    this.#spots.delete(spot);
    this.#spots.set(spot, texts);
    for (const oldest of this.#spots.keys()) {
      if (this.#spots.size <= mostKept) break;
      this.#spots.delete(oldest);
    }
  }

  /** What may be shown of a suggestion: the first of its texts that was not dismissed here, and the others as its alternatives. */
  allow(place: SuggestionPlace, suggestion: Suggestion): Suggestion | undefined {
    const dismissed = this.#spots.get(spotOf(place));
    if (dismissed === undefined) return suggestion;
    const { alternatives, ...first } = suggestion;
    const [text, ...others] = [first.text, ...(alternatives ?? [])].filter(
      (known) => !isDismissed(known, dismissed),
    );
    if (text === undefined) return undefined;
    return others.length === 0 ? { ...first, text } : { ...first, text, alternatives: others };
  }
}

/** A text that goes on behind one that was dismissed, or ends before it did, is no other text. */
function isDismissed(text: string, dismissed: ReadonlySet<string>): boolean {
  return [...dismissed].some((other) => other.startsWith(text) || text.startsWith(other));
}

function spotOf({ documentId, prefix, suffix }: SuggestionPlace): string {
  return [documentId, prefix.slice(-numBefore), suffix.slice(0, numAfter)].join("\0");
}
