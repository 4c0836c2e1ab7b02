import type { Vocabulary } from "../tokens/vocabulary";
import { byHealing, type NotedToken } from "./decodeTrace";

/** The bytes that a token has of a text, from `start` up to `end`. What was typed before the text's beginning counts below 0. */
export interface TokenSpan {
  readonly start: number;
  readonly end: number;
}

/** Where the tokens of a result lie in its text. */
export function tokenSpans(
  { tokens, numHeldBytes }: { readonly tokens: Int32Array; readonly numHeldBytes: number },
  vocabulary: Vocabulary,
): readonly TokenSpan[] {
  let end = -numHeldBytes;
  return Array.from(tokens, (token) => {
    const start = end;
    end += vocabulary.bytesOf(token).length;
    return { start, end };
  });
}

/** Whether a token has a part in the first `length` bytes of the text. One that heals the cursor says where the text begins: it always has. */
export function hasPartIn(
  { index, by }: NotedToken,
  spans: readonly TokenSpan[],
  length: number,
): boolean {
  const span = spans[index];
  if (span === undefined) return false;
  return by === byHealing || (span.end > 0 && span.start < length);
}
