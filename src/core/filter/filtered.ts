import type { Filtered } from "./filter";

export const dropped: Filtered = { kind: "dropped" };

/** The text as it is. */
export function kept(text: string): Filtered {
  return { kind: "kept", text };
}

/**
 * What is left of a text that was shortened: blanks and line breaks at its end go as well, and if that is all there is, there is
 * nothing to suggest.
 */
export function shortenedTo(rest: string): Filtered {
  const text = rest.trimEnd();
  return text === "" ? dropped : kept(text);
}
