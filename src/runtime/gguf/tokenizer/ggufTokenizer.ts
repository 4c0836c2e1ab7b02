import { ForetypeError } from "../../../core/errors";
import { quoted } from "../../../core/quoted";
import { bytesOfSpelling } from "../../tokenizer/byteAlphabet";
import type { TokenizerFile } from "../../tokenizer/tokenizerFile";
import type { GgufMetadata } from "../ggufMetadata";
import { ggufMarks, hintsOf } from "./ggufMarks";
import { ggufTokens } from "./ggufTokens";
import { preTokenizers } from "./preTokenizers";
import { tokenKeys } from "./tokenKeys";

/**
 * Rebuilds a model's tokenizer from the metadata of its GGUF file: byte-level BPE (`gpt2`) that cuts text in a way that is known by
 * name, or SentencePiece's BPE (`llama`), where scores of tokens tell what merges.
 *
 * @throws model/unsupported for another kind, or another way to cut text, by its name
 * @throws model/bad-config naming the file and the key of what does not fit together
 */
export function ggufTokenizer(metadata: GgufMetadata): TokenizerFile {
  const model = metadata.string(tokenKeys.model);
  switch (model) {
    case "gpt2":
      return byteLevel(metadata);
    case "llama":
      return sentencePiece(metadata);
    default:
      throw unsupported(metadata, `has a tokenizer of the kind ${quoted(model)}`);
  }
}

function byteLevel(metadata: GgufMetadata): TokenizerFile {
  const pre = metadata.optionalString(tokenKeys.pre);
  if (pre === undefined) {
    throw unsupported(metadata, `does not say how its tokenizer cuts text ("${tokenKeys.pre}")`);
  }
  const family = Object.hasOwn(preTokenizers, pre) ? preTokenizers[pre] : undefined;
  if (family === undefined)
    throw unsupported(metadata, `has a tokenizer that cuts text as ${quoted(pre)}`);
  const marks = ggufMarks(metadata, { begins: family.begins });
  const isText = (spelling: string): boolean => bytesOfSpelling(spelling) !== undefined;
  const { names, vocabulary, addedTokens } = ggufTokens(metadata, idsOf(marks), isText);
  return {
    kind: "byte-level",
    vocabulary,
    merges: metadata.strings(tokenKeys.merges).map((merge, rank): readonly [string, string] => {
      // A token may be a blank itself.
      const cut = merge.indexOf(" ", 1);
      if (cut > 0 && cut < merge.length - 1) return [merge.slice(0, cut), merge.slice(cut + 1)];
      throw metadata.bad(
        tokenKeys.merges,
        `has ${quoted(merge)} at ${String(rank)}, which is not two tokens`,
      );
    }),
    ignoresMerges: family.ignoresMerges,
    addedTokens,
    preTokenizer: family.preTokenizer,
    hints: hintsOf(marks, names),
  };
}

function sentencePiece(metadata: GgufMetadata): TokenizerFile {
  // The ids that SentencePiece gives these marks if it is not told otherwise.
  const marks = ggufMarks(metadata, { begins: true, begin: 1, end: 2 });
  const { names, vocabulary, addedTokens } = ggufTokens(metadata, idsOf(marks));
  const scores = metadata.numbers(tokenKeys.scores);
  if (scores.length < names.length) {
    throw metadata.bad(tokenKeys.scores, "has fewer values than there are tokens");
  }
  return {
    kind: "sentence-piece",
    vocabulary,
    merges: [],
    scores,
    ignoresMerges: false,
    addedTokens,
    preTokenizer: null,
    hints: hintsOf(marks, names),
  };
}

function idsOf({ begin, end, fim }: ReturnType<typeof ggufMarks>): ReadonlySet<number> {
  return new Set([...(begin === undefined ? [] : [begin]), ...end, ...Object.values(fim)]);
}

function unsupported(metadata: GgufMetadata, what: string): ForetypeError {
  return new ForetypeError(
    "model/unsupported",
    `${metadata.path} ${what}, which Foretype cannot read. Use another model.`,
  );
}
