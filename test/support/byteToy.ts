import { ByteModel } from "../../src/core/heal/byteModel";
import { TokenIndex } from "../../src/core/tokens/tokenIndex";
import { canonicalModel, type CanonicalModel } from "./canonicalModel";
import { ToyBpe } from "./toyBpe";

/** A random vocabulary, a model that writes its canonical text, and that model read as a model of bytes. */
export interface ByteToy {
  readonly bpe: ToyBpe;
  readonly language: CanonicalModel;
  readonly bytes: ByteModel;
}

export function byteToy(seed: number): ByteToy {
  const bpe = new ToyBpe({ seed, numMerges: 3 + (seed % 5) });
  const language = canonicalModel(bpe, seed);
  const bytes = new ByteModel({
    model: language.model,
    vocabulary: bpe,
    index: new TokenIndex(bpe),
    endTokens: new Set([bpe.end]),
  });
  return { bpe, language, bytes };
}
