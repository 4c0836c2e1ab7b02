import { FakeModel, type LogitsOf } from "./fakeModel";
import { seededRandom } from "./randomTree";

/** A model small enough for its law to be written down. */
export interface TableModel {
  readonly model: FakeModel;
  /** The distribution [V] of the token after `context` at temperature 1, in double precision. */
  readonly probabilities: (context: readonly number[]) => readonly number[];
}

/**
 * A model over a table of random rows, one for each context, drawn when first asked for; its top K is the whole vocabulary
 * if nothing else is asked for.
 */
export function tableModel(options: {
  readonly vocabSize: number;
  readonly seed: number;
  readonly topK?: number;
}): TableModel {
  const { vocabSize, seed, topK = vocabSize } = options;
  const table = new Map<string, Float32Array>();
  const random = seededRandom(seed);
  return modelOf(vocabSize, topK, (context) => {
    const key = context.join(" ");
    const known = table.get(key);
    if (known !== undefined) return known;
    const row = Float32Array.from({ length: vocabSize }, () => 4 * random());
    table.set(key, row);
    return row;
  });
}

/** A model that says the same after every context. */
export function constantModel(probabilities: readonly number[]): TableModel {
  const row = Float32Array.from(probabilities, (p) => Math.log(p));
  return modelOf(probabilities.length, probabilities.length, () => row);
}

function modelOf(vocabSize: number, topK: number, logitsOf: LogitsOf): TableModel {
  return {
    model: new FakeModel({ vocabSize, logitsOf, topK }),
    probabilities: (context) => softmax(logitsOf(context)),
  };
}

/** Probabilities in double precision, sums to 1. */
export function softmax(logits: Float32Array | Float64Array, temperature = 1): readonly number[] {
  const largest = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp((logit - largest) / temperature));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}
