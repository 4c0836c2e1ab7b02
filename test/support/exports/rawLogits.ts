import * as runtime from "onnxruntime-node";
import type { ModelSource } from "../../../src/core/model/modelSource";

/** Sizes of an export's cache. */
interface CacheSizes {
  readonly numLayers: number;
  readonly numKvHeads: number;
  readonly headDim: number;
}

/** The logits [S, V] that an export computes by itself for a text, fed at once behind an empty cache. In float32. */
export async function rawLogits(
  { files }: ModelSource,
  tokens: Int32Array,
  { numLayers, numKvHeads, headDim }: CacheSizes,
): Promise<Float32Array> {
  if (files.kind !== "onnx") throw new Error("only a graph computes by itself");
  const session = await runtime.InferenceSession.create(files.graph, { logSeverityLevel: 4 });
  try {
    const size = tokens.length;
    const row = (values: readonly number[]): runtime.Tensor =>
      new runtime.Tensor("int64", BigInt64Array.from(values, BigInt), [1, size]);
    const feeds: Record<string, runtime.Tensor> = {
      input_ids: row(Array.from(tokens)),
      attention_mask: row(Array.from(tokens, () => 1)),
      position_ids: row(Array.from(tokens.keys())),
      use_cache_branch: new runtime.Tensor("bool", [true], [1]),
    };
    for (let layer = 0; layer < numLayers; layer++) {
      for (const kind of ["key", "value"]) {
        const empty = new runtime.Tensor("float32", new Float32Array(0), [
          1,
          numKvHeads,
          0,
          headDim,
        ]);
        feeds[`past_key_values.${String(layer)}.${kind}`] = empty;
      }
    }
    const { logits } = await session.run(feeds, ["logits"]);
    if (!(logits?.data instanceof Float32Array)) throw new Error("logits are float32");
    return logits.data;
  } finally {
    await session.release();
  }
}
