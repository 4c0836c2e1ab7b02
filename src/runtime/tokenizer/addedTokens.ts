/** A token that a tokenizer's file lists beside the vocabulary. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Whether it is text that is written as this token wherever it stands, and no mark; if left out, its content tells. */
  readonly isText?: boolean;
}

/**
 * The `added_tokens` of a `tokenizer.json`.
 *
 * @param kind in SentencePiece's files runs of blanks may be listed as they are spelt in the vocabulary, by "▁"
 * @returns `undefined` if one has no id or no content
 */
export function readAddedTokens(
  listed: unknown,
  kind: "byte-level" | "sentence-piece",
): readonly AddedToken[] | undefined {
  const entries: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const tokens: AddedToken[] = [];
  for (const entry of entries) {
    if (!isEntry(entry)) return undefined;
    const { id } = entry;
    const isRun = kind === "sentence-piece" && /^▁{2,}$/.test(entry.content);
    const content = isRun ? " ".repeat(entry.content.length) : entry.content;
    // Blanks are text whatever a file calls them.
    const isMark = entry.special === true && content.trim() !== "";
    tokens.push(isMark ? { id, content, isText: false } : { id, content });
  }
  return tokens;
}

interface Entry {
  readonly id: number;
  readonly content: string;
  readonly special?: unknown;
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { id, content } = value as Record<string, unknown>;
  return Number.isSafeInteger(id) && Number(id) >= 0 && typeof content === "string";
}
