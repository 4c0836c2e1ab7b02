import { ForetypeError } from "../errors";
import type { FimTokens } from "../model/fimFormat";
import type { Vocabulary } from "../tokens/vocabulary";

/** Ids of a model's fill-in-the-middle tokens. */
export interface FimMarks {
  readonly prefix: number;
  readonly suffix: number;
  readonly middle: number;
  /** `undefined` if the model knows no mark before a path. */
  readonly file: number | undefined;
  readonly end: ReadonlySet<number>;
}

/** @throws model/bad-tokenizer if the vocabulary lacks one of the marks */
export function findMarks(names: FimTokens, vocabulary: Vocabulary): FimMarks {
  const idOf = (name: string): number => {
    const id = vocabulary.specialToken(name);
    if (id !== undefined) return id;
    throw new ForetypeError(
      "model/bad-tokenizer",
      `The model's tokenizer has no token "${name}", which its entry in manifest.json names. Correct the entry.`,
    );
  };
  return {
    prefix: idOf(names.prefix),
    suffix: idOf(names.suffix),
    middle: idOf(names.middle),
    file: names.file === undefined ? undefined : idOf(names.file),
    end: new Set(names.end.map(idOf)),
  };
}
