import { ForetypeError } from "../../core/errors";

/** A token that the tokenizer's file lists beside the vocabulary. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
}

/** What is used of a `tokenizer.json`. */
export interface TokenizerFile {
  /** Ids by spelling in the byte alphabet. */
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly addedTokens: readonly AddedToken[];
  /** The file's own `pre_tokenizer` and `model`, as the tokenizer library takes them. */
  readonly preTokenizer: object;
  readonly model: object;
}

/**
 * Reads a `tokenizer.json` in Hugging Face's form and refuses what is not byte-level BPE: then a token would not be a run
 * of bytes, and text could not leave byte by byte.
 *
 * @throws model/bad-tokenizer naming the file and what is wrong
 */
export function parseTokenizerFile(text: string, file: string): TokenizerFile {
  const bad = (problem: string, cause?: unknown): ForetypeError =>
    new ForetypeError("model/bad-tokenizer", `${file} ${problem}.`, { cause });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw bad("is not valid JSON. Copy the file again", cause);
  }
  if (!isObject(json)) throw bad("must hold an object. Copy the file again");
  const { model, normalizer, pre_tokenizer: preTokenizer, added_tokens: added } = json;
  if (!isObject(model)) throw bad("has no model. Copy the file again");
  if (model["type"] !== "BPE") {
    throw bad(`is of the kind ${describe(model["type"])}; Foretype reads byte-level BPE only`);
  }
  if (model["byte_fallback"] === true) {
    throw bad("is a SentencePiece-style BPE (byte_fallback); Foretype reads byte-level BPE only");
  }
  // NFC is left out instead: it would change bytes that the user has typed.
  if (!isAbsent(normalizer) && !(isObject(normalizer) && normalizer["type"] === "NFC")) {
    const kind = isObject(normalizer) ? normalizer["type"] : normalizer;
    throw bad(`normalises text (${describe(kind)}), so tokens would not spell what was typed`);
  }
  if (!isObject(preTokenizer) || !hasByteLevel(preTokenizer)) {
    throw bad(
      "has no ByteLevel pre-tokenizer without prefix space; Foretype reads byte-level BPE only",
    );
  }
  if (!isObject(model["vocab"]) || !Array.isArray(model["merges"])) {
    throw bad("has no vocabulary or no merges. Copy the file again");
  }
  const vocabulary = new Map<string, number>();
  for (const [spelling, id] of Object.entries(model["vocab"])) {
    if (!isId(id)) throw bad(`gives "${spelling}" an id that is not a whole number`);
    vocabulary.set(spelling, id);
  }
  const addedTokens = (Array.isArray(added) ? added : []).map((entry: unknown): AddedToken => {
    if (!isObject(entry) || !isId(entry["id"]) || typeof entry["content"] !== "string") {
      throw bad("has an added token without id or content. Copy the file again");
    }
    return { id: entry["id"], content: entry["content"] };
  });
  return { vocabulary, addedTokens, preTokenizer, model };
}

function hasByteLevel(preTokenizer: Record<string, unknown>): boolean {
  const steps: unknown =
    preTokenizer["type"] === "Sequence" ? preTokenizer["pretokenizers"] : [preTokenizer];
  return (
    Array.isArray(steps) &&
    steps.some((step: unknown) => isObject(step) && step["type"] === "ByteLevel") &&
    steps.every((step: unknown) => isObject(step) && step["add_prefix_space"] !== true)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isId(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function describe(value: unknown): string {
  return typeof value === "string" ? value : "unknown";
}
