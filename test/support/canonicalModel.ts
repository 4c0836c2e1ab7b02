import { at } from "../../src/core/at";
import { FakeModel, type LogitsOf } from "./fakeModel";
import { seededRandom } from "./randomTree";
import { softmax } from "./tableModel";
import type { ToyBpe } from "./toyBpe";

/** A model of a toy vocabulary that writes canonical text only, as the lemma of byte probabilities supposes. */
export interface CanonicalModel {
  readonly model: FakeModel;
  /** Begins every text. */
  readonly prompt: Int32Array;
  /** The distribution [V] after `text`, tokens behind the prompt. */
  readonly probabilities: (text: readonly number[]) => readonly number[];
}

/** Random rows, one for each context; what the tokenizer would not write has no probability. */
export function canonicalModel(bpe: ToyBpe, seed: number): CanonicalModel {
  const table = new Map<string, Float32Array>();
  const random = seededRandom(seed);
  const rowOf = (text: readonly number[]): Float32Array => {
    const known = table.get(text.join());
    if (known !== undefined) return known;
    const row = Float32Array.from({ length: bpe.size }, (_, token) =>
      token === bpe.end || bpe.writes(text, token) ? 3 * random() : Number.NEGATIVE_INFINITY,
    );
    table.set(text.join(), row);
    return row;
  };
  const prompt = Int32Array.of(bpe.end);
  const logitsOf: LogitsOf = (context) => rowOf(context.slice(prompt.length));
  return {
    model: new FakeModel({ vocabSize: bpe.size, logitsOf, topK: bpe.size }),
    prompt,
    probabilities: (text) => softmax(rowOf(text)),
  };
}

/**
 * P(the text begins with `bytes`), by adding up all token sequences, canonical or not, whose last token reaches the end of
 * `bytes`. `isWhole`: P(the text is `bytes`).
 */
export function bruteForce(
  bpe: ToyBpe,
  { probabilities }: CanonicalModel,
  bytes: Uint8Array,
  isWhole = false,
): number {
  const below = (text: readonly number[], numSpelt: number): number => {
    const row = probabilities(text);
    if (numSpelt >= bytes.length) return isWhole ? at(row, bpe.end) : 1;
    let sum = 0;
    for (let token = 0; token < bpe.end; token++) {
      const p = at(row, token);
      const spelt = bpe.bytesOf(token);
      const fits = spelt.every(
        (byte, i) => numSpelt + i >= bytes.length || byte === bytes[numSpelt + i],
      );
      if (p === 0 || !fits) continue;
      if (isWhole && numSpelt + spelt.length > bytes.length) continue;
      sum += p * below([...text, token], numSpelt + spelt.length);
    }
    return sum;
  };
  return below([], 0);
}
