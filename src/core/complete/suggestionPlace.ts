import type { CompletionRequest } from "./request";

/** Where a suggestion stands. */
export type SuggestionPlace = Pick<CompletionRequest, "documentId" | "prefix" | "suffix">;

/** Whether two places have the same text around them in the same document. */
export function isSamePlace(one: SuggestionPlace, other: SuggestionPlace): boolean {
  return (
    one.documentId === other.documentId &&
    one.prefix === other.prefix &&
    one.suffix === other.suffix
  );
}
