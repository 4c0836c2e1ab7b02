import type { TextAround } from "../documentContext";

/** A suggestion for an empty line has nothing before it there that it could be known by. */
const numLines = 2;

/** A longer beginning is looked at by no drafter. */
const mostCodeUnits = 500;

/** What is learnt of a suggestion that was taken: itself behind the cursor's line and the one above, by which its place is known again. */
export function acceptedText({ prefix }: Pick<TextAround, "prefix">, completion: string): string {
  const lines = prefix.split("\n").slice(-numLines).join("\n");
  return lines.slice(-mostCodeUnits).replace(/^[\uDC00-\uDFFF]/, "") + completion;
}
