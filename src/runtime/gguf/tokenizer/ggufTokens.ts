import { quoted } from "../../../core/quoted";
import type { AddedToken } from "../../tokenizer/addedTokens";
import type { GgufMetadata } from "../ggufMetadata";
import { tokenKeys } from "./tokenKeys";

/** Values of "tokenizer.ggml.token_type". What is none of these is a token like any other: normal, or a byte. */
const UNKNOWN = 2;
const CONTROL = 3;
const USER_DEFINED = 4;
const UNUSED = 5;

/** What all of them begin with: most tokens need not be looked at further. */
const markStart = /^▁?</;

/** How a converter names an id that the tokenizer lacks. */
const padding = /^\[PAD\d+\]$/;

/**
 * Marks by their look, which some converters took for normal tokens: anything between bars in angle brackets, and the older marks
 * of filling in the middle.
 */
const markNames = [
  /^<[|｜][^\s<>|｜]{2,}[|｜]>$/u,
  /^<fim[_-](?:prefix|suffix|middle|pad)>$/,
  /^▁?<(?:PRE|SUF|MID|EOT)>$/,
];

/** The tokens of a GGUF file, by what they are. */
export interface GgufTokens {
  /** All names, as the file lists them. */
  readonly names: readonly string[];
  /** Ids of tokens that merging gives and takes, by spelling. */
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly addedTokens: readonly AddedToken[];
}

/**
 * Tells tokens of text from marks, by their types.
 *
 * @param marks ids that are marks whatever their types say
 * @param isText whether a spelling can be text of such a tokenizer; normal tokens that are not are none that it writes
 * @throws model/bad-config naming the file and the key: two tokens of one name, types that are too few
 */
export function ggufTokens(
  metadata: GgufMetadata,
  marks: ReadonlySet<number>,
  isText: (spelling: string) => boolean = () => true,
): GgufTokens {
  const names = metadata.strings(tokenKeys.tokens);
  const types = metadata.has(tokenKeys.types) ? metadata.numbers(tokenKeys.types) : undefined;
  if (types !== undefined && types.length < names.length) {
    throw metadata.bad(tokenKeys.types, `has fewer values than there are tokens`);
  }
  const vocabulary = new Map<string, number>();
  const added = new Map<string, AddedToken>();
  for (const [id, content] of names.entries()) {
    const type = types?.[id];
    // Ids that the tokenizer lacks.
    if (content === "" || type === UNUSED || (type !== undefined && padding.test(content)))
      continue;
    if (vocabulary.has(content) || added.has(content)) {
      throw metadata.bad(tokenKeys.tokens, `has two tokens ${quoted(content)}`);
    }
    const isMark =
      type === CONTROL ||
      type === UNKNOWN ||
      marks.has(id) ||
      (markStart.test(content) && markNames.some((name) => name.test(content)));
    if (isMark) added.set(content, { id, content, isText: false });
    else if (type === USER_DEFINED) added.set(content, { id, content });
    else if (isText(content)) vocabulary.set(content, id);
  }
  return { names, vocabulary, addedTokens: [...added.values()] };
}
