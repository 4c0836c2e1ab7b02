import { ForetypeError } from "../../core/errors";
import { quoted } from "../../core/quoted";
import { readAddedTokens, type AddedToken } from "./addedTokens";
import { huggingFaceHints, type TokenizerSettings } from "./huggingFaceHints";
import { hasByteLevel, spellsBlanks } from "./textLayout";
import type { TokenizerHints } from "./tokenizerHints";
import { isObject } from "../isObject";

/** How a model writes text: what is used of a `tokenizer.json`, or of a GGUF file's metadata. */
export interface TokenizerFile {
  /**
   * `byte-level`: text is cut by regular expressions, and what merges are bytes. `sentence-piece`: text is not cut, blanks
   * are spelt "▁", and what merges are characters; those that the vocabulary lacks are written as bytes.
   */
  readonly kind: "byte-level" | "sentence-piece";
  /** Ids by spelling: in the byte alphabet, or in characters. */
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Pairs of spellings, those that merge first in front. */
  readonly merges: readonly (readonly [string, string])[];
  /**
   * Scores by id. Where there are some, any two tokens merge that together spell a token, those that make the highest score
   * first, and `merges` is empty.
   */
  readonly scores?: ArrayLike<number>;
  /** Whether a pretoken that is in the vocabulary is written as that one token, whatever the merges say. */
  readonly ignoresMerges: boolean;
  readonly addedTokens: readonly AddedToken[];
  /** How text is cut, as the `pre_tokenizer` of a `tokenizer.json` says it. */
  readonly preTokenizer: object | null;
  readonly hints: TokenizerHints;
}

/**
 * Reads a `tokenizer.json` in Hugging Face's form and refuses what is no byte-pair encoding whose tokens are runs of bytes:
 * then text could not leave byte by byte.
 *
 * @param settings files beside it, which know where texts begin and end
 * @throws model/bad-tokenizer naming the file and what is wrong
 */
export function parseTokenizerFile(
  text: string,
  file: string,
  settings: TokenizerSettings = {},
): TokenizerFile {
  const bad = (problem: string, cause?: unknown): ForetypeError =>
    new ForetypeError("model/bad-tokenizer", `${file} ${problem}.`, { cause });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw bad("is not valid JSON. Copy the file again", cause);
  }
  if (!isObject(json)) throw bad("must hold an object. Copy the file again");
  const { model, normalizer, pre_tokenizer: preTokenizer = null } = json;
  if (!isObject(model)) throw bad("has no model. Copy the file again");
  if (model["type"] !== "BPE") {
    throw bad(`is of the kind ${describe(model["type"])}; Foretype reads BPE only`);
  }
  const kind = model["byte_fallback"] === true ? "sentence-piece" : "byte-level";
  const layout = layoutFault(kind, normalizer, preTokenizer);
  if (layout !== undefined) throw bad(layout);
  for (const affix of ["continuing_subword_prefix", "end_of_word_suffix"]) {
    if (isAbsent(model[affix]) || model[affix] === "") continue;
    throw bad(`marks parts of words by a ${affix}, so tokens would not spell what was typed`);
  }
  if (!isObject(model["vocab"]) || !Array.isArray(model["merges"])) {
    throw bad("has no vocabulary or no merges. Copy the file again");
  }
  const vocabulary = new Map<string, number>();
  for (const [spelling, id] of Object.entries(model["vocab"])) {
    if (!isId(id)) throw bad(`gives ${quoted(spelling)} an id that is not a whole number`);
    vocabulary.set(spelling, id);
  }
  const merges = model["merges"].map((entry: unknown): readonly [string, string] => {
    const pair: unknown = typeof entry === "string" ? entry.split(" ") : entry;
    if (!isPair(pair)) throw bad("has a merge that is not two tokens. Copy the file again");
    return pair;
  });
  const addedTokens = readAddedTokens(json["added_tokens"], kind);
  if (addedTokens === undefined) {
    throw bad("has an added token without id or content. Copy the file again");
  }
  for (const { content } of addedTokens) {
    // Blanks are spelt otherwise there.
    if (kind === "sentence-piece" && content.trim() === "") {
      vocabulary.delete(content.replaceAll(" ", "▁"));
    }
  }
  const added = new Map(addedTokens.map(({ id, content }) => [id, content]));
  const names = new Set(added.values());
  const hints = huggingFaceHints(json["post_processor"], settings, {
    ofId: (id) => added.get(id),
    has: (name) => vocabulary.has(name) || names.has(name),
  });
  return {
    kind,
    vocabulary,
    merges,
    ignoresMerges: model["ignore_merges"] === true,
    addedTokens: [...addedTokens, ...unlistedMarks(hints, { vocabulary, names })],
    preTokenizer: isObject(preTokenizer) ? preTokenizer : null,
    hints,
  };
}

/** What happens to text before it merges and cannot be done here, as the rest of a sentence. */
function layoutFault(
  kind: TokenizerFile["kind"],
  normalizer: unknown,
  preTokenizer: unknown,
): string | undefined {
  if (kind === "sentence-piece") {
    return spellsBlanks(normalizer ?? null, preTokenizer)
      ? undefined
      : 'is a SentencePiece-style BPE that does more to text than to spell blanks "▁"; Foretype reads the layouts of Llama 2 and Gemma';
  }
  // NFC is left out instead: it would change bytes that the user has typed.
  if (!isAbsent(normalizer) && !(isObject(normalizer) && normalizer["type"] === "NFC")) {
    const type = isObject(normalizer) ? normalizer["type"] : normalizer;
    return `normalises text (${describe(type)}), so tokens would not spell what was typed`;
  }
  return hasByteLevel(preTokenizer)
    ? undefined
    : "has no ByteLevel pre-tokenizer without prefix space; Foretype reads byte-level BPE, or BPE with byte_fallback";
}

/** Marks that only the files beside it name: in some old files the end of text is a token like any other. */
function unlistedMarks(
  { begin, end, fim }: TokenizerHints,
  listed: { readonly vocabulary: ReadonlyMap<string, number>; readonly names: ReadonlySet<string> },
): readonly AddedToken[] {
  const marks = new Set([...(begin === undefined ? [] : [begin]), ...end, ...Object.values(fim)]);
  return Array.from(marks).flatMap((content) => {
    const id = listed.names.has(content) ? undefined : listed.vocabulary.get(content);
    return id === undefined ? [] : [{ id, content, isText: false }];
  });
}

function isPair(value: unknown): value is readonly [string, string] {
  return (
    Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string")
  );
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
