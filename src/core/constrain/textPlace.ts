import type { CompletionRequest } from "../complete/request";

/** A cursor as far as constraints know it. */
export type TextPlace = Pick<CompletionRequest, "prefix" | "suffix" | "path">;

/** Where the cursor's line begins in the prefix, in UTF-16 units. */
export function lineStartOf({ prefix }: Pick<TextPlace, "prefix">): number {
  return prefix.lastIndexOf("\n") + 1;
}

/** What stands on the cursor's line behind the cursor. */
export function lineRestOf({ suffix }: Pick<TextPlace, "suffix">): string {
  const end = suffix.indexOf("\n");
  return end < 0 ? suffix : suffix.slice(0, end);
}

/** The blanks with which a line begins. */
export function blanksOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
