import { GgufMetadata, type MetadataValue } from "../../src/runtime/gguf/ggufMetadata";
import type { TokenizerFile } from "../../src/runtime/tokenizer/tokenizerFile";

/** Numbers that a GGUF file has for kinds of tokens. */
export const tokenTypes = {
  normal: 1,
  unknown: 2,
  control: 3,
  userDefined: 4,
  unused: 5,
  byte: 6,
} as const;

/** Metadata of a GGUF file, named "model.gguf" in errors. */
export function ggufMetadata(values: Readonly<Record<string, MetadataValue>>): GgufMetadata {
  return new GgufMetadata(new Map(Object.entries(values)), "model.gguf");
}

/**
 * What a converter makes of a tokenizer's file. Ids that the file lacks are padding, marks are control tokens, and added text is
 * user-defined.
 *
 * @param values that stand beside those, or instead of them
 */
export function convertTokenizer(
  file: TokenizerFile,
  values: Readonly<Record<string, MetadataValue>>,
): GgufMetadata {
  const ids = [...file.vocabulary.values(), ...file.addedTokens.map(({ id }) => id)];
  const size = Math.max(...ids) + 1;
  const tokens = Array.from({ length: size }, (_, id) => `[PAD${String(id)}]`);
  const types = Array.from({ length: size }, (): number => tokenTypes.unused);
  const scores = new Array<number>(size).fill(-1000);
  for (const [spelling, id] of file.vocabulary) {
    tokens[id] = spelling;
    types[id] = /^<0x..>$/.test(spelling) ? tokenTypes.byte : tokenTypes.normal;
  }
  for (const { id, content, isText } of file.addedTokens) {
    tokens[id] = content;
    types[id] = isText === true ? tokenTypes.userDefined : tokenTypes.control;
  }
  for (const [rank, pair] of file.merges.entries()) {
    const id = file.vocabulary.get(pair.join("")) ?? -1;
    if (scores[id] === -1000) scores[id] = -rank;
  }
  const isByteLevel = file.kind === "byte-level";
  return ggufMetadata({
    "tokenizer.ggml.model": isByteLevel ? "gpt2" : "llama",
    "tokenizer.ggml.tokens": tokens,
    "tokenizer.ggml.token_type": types,
    ...(isByteLevel
      ? { "tokenizer.ggml.merges": file.merges.map((pair) => pair.join(" ")) }
      : { "tokenizer.ggml.scores": scores }),
    ...values,
  });
}
