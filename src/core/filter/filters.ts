import { blank } from "./blank";
import { brackets } from "./brackets";
import type { Filter, FilterId, FilterPlace } from "./filter";
import { headerEcho } from "./headerEcho";
import { indentation } from "./indentation";
import { nextLineDuplicate } from "./nextLineDuplicate";
import { quotes } from "./quotes";
import { repetition } from "./repetition";
import { secret } from "./secret";
import { suffixDuplicate } from "./suffixDuplicate";

/** All filters in their order: what is no code goes first, and what must not be shown at all; then what is too much; then form. */
export const filters: readonly Filter[] = [
  headerEcho,
  secret,
  nextLineDuplicate,
  suffixDuplicate,
  repetition,
  quotes,
  brackets,
  indentation,
  blank,
];

/** What the filters leave of a text. */
export type FilteredText =
  | {
      readonly kind: "kept";
      readonly text: string;
      /** Those that have taken something from it, in order. */
      readonly changedBy: readonly FilterId[];
    }
  | {
      readonly kind: "dropped";
      /** The one that left nothing. */
      readonly droppedBy: FilterId;
    };

/**
 * Puts a finished text through all filters, again and again until none takes anything more: what one leaves may show another what to
 * do. The result is the text with pieces left out, and goes through unchanged.
 *
 * @param text with "\n" as its only line end, and so is the place
 */
export function applyFilters(text: string, place: FilterPlace): FilteredText {
  const changedBy = new Set<FilterId>();
  let current = text;
  for (;;) {
    const before = current;
    for (const filter of filters) {
      const filtered = filter.apply(current, place);
      if (filtered.kind === "dropped") return { kind: "dropped", droppedBy: filter.id };
      if (filtered.text !== current) changedBy.add(filter.id);
      current = filtered.text;
    }
    if (current === before) return { kind: "kept", text: current, changedBy: [...changedBy] };
  }
}
