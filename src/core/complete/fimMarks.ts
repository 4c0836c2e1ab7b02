import { ForetypeError } from "../errors";
import type { FimFormat } from "../model/fimFormat";
import type { Vocabulary } from "../tokens/vocabulary";

/** Ids of the tokens that a model's prompts are put together with. */
export interface FimMarks {
  /** `undefined` for a model that sees only the text before the cursor. */
  readonly fim:
    { readonly prefix: number; readonly suffix: number; readonly middle: number } | undefined;
  /** `undefined` if the model knows no mark before a path. */
  readonly file: number | undefined;
  /** `undefined` if the model knows no mark before a repository's name. */
  readonly repository: number | undefined;
  /** Begins every prompt. */
  readonly begin: Int32Array;
  readonly end: ReadonlySet<number>;
}

/** @throws model/bad-tokenizer if the vocabulary lacks one of the format's tokens */
export function findMarks(format: FimFormat, vocabulary: Vocabulary): FimMarks {
  const { tokens, begin, end } = format;
  const idOf = (name: string): number => {
    const id = vocabulary.specialToken(name);
    if (id !== undefined) return id;
    throw new ForetypeError(
      "model/bad-tokenizer",
      `The model's tokenizer has no token "${name}", which its prompts are made with. Use the tokenizer that belongs to the ` +
        "model, or correct the model's entry in manifest.json.",
    );
  };
  const optionalIdOf = (name: string | undefined): number | undefined =>
    name === undefined ? undefined : idOf(name);
  return {
    fim: tokens && {
      prefix: idOf(tokens.prefix),
      suffix: idOf(tokens.suffix),
      middle: idOf(tokens.middle),
    },
    file: optionalIdOf(tokens?.file),
    repository: optionalIdOf(tokens?.repository),
    begin: beginOf(optionalIdOf(begin), tokens, vocabulary),
    end: new Set(end.map(idOf)),
  };
}

/** A prompt has a token at least. Where no mark stands in front, a line break does: a line begins behind it, as in a text. */
function beginOf(
  begin: number | undefined,
  tokens: FimFormat["tokens"],
  vocabulary: Vocabulary,
): Int32Array {
  if (begin !== undefined) return Int32Array.of(begin);
  return tokens === undefined ? vocabulary.encode("\n") : new Int32Array(0);
}
