import type { ContextPiece } from "./contextPiece";
import { lineSetOf, shareIn, similarity } from "./similarity";

/** A piece of which the window shows more says nothing new, and the model would copy what stands there already. */
const nearAt = 0.5;

/** Two pieces that are more alike are the same one. */
const sameAt = 0.9;

/** Of a piece that does not fit, its beginning is shown if that has as many lines. */
const leastLines = 4;

/**
 * The pieces that are shown, in their order, each in tokens: the first ones that fit, without those that the window shows and those that
 * another one repeats. Of the first that does not fit its beginning is shown, and none behind it. So a piece that is added at the end
 * changes nothing in front of it.
 *
 * @param parts.window the text around the cursor
 * @param parts.maxTokens of all that is shown together
 * @param parts.tokensOf how a piece is shown
 */
export function selectPieces(
  pieces: readonly ContextPiece[],
  parts: {
    readonly window: string;
    readonly maxTokens: number;
    readonly tokensOf: (piece: ContextPiece) => Int32Array;
  },
): readonly Int32Array[] {
  const { window, maxTokens, tokensOf } = parts;
  if (pieces.length === 0 || maxTokens <= 0) return [];
  const near = lineSetOf(window);
  const shown: ReadonlySet<string>[] = [];
  const selected: Int32Array[] = [];
  let numTokens = 0;
  for (const piece of pieces) {
    const lines = lineSetOf(piece.text);
    if (shareIn(lines, near) > nearAt) continue;
    if (shown.some((other) => similarity(other, lines) > sameAt)) continue;
    const tokens = tokensOf(piece);
    const isLast = numTokens + tokens.length > maxTokens;
    if (isLast) {
      const beginning = beginningOf(piece, maxTokens - numTokens, tokensOf);
      // It may be the part that the window shows.
      const isNew = beginning !== undefined && shareIn(lineSetOf(beginning.text), near) <= nearAt;
      if (isNew) selected.push(beginning.tokens);
      break;
    }
    selected.push(tokens);
    shown.push(lines);
    numTokens += tokens.length;
  }
  return selected;
}

/** As many of the first lines of a piece as fit; `undefined` if they are too few. */
function beginningOf(
  piece: ContextPiece,
  maxTokens: number,
  tokensOf: (piece: ContextPiece) => Int32Array,
): { readonly text: string; readonly tokens: Int32Array } | undefined {
  const lines = piece.text.split("\n");
  for (let count = lines.length - 1; count >= leastLines;) {
    const text = lines.slice(0, count).join("\n") + "\n";
    const tokens = tokensOf({ ...piece, text });
    if (tokens.length <= maxTokens) return { text, tokens };
    count = Math.min(count - 1, Math.floor((count * maxTokens) / tokens.length));
  }
  return undefined;
}
