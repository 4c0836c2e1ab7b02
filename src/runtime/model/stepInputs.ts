import type * as OnnxRuntime from "onnxruntime-node";
import type { TokenTree } from "../../core/tree/tokenTree";
import { inputNames } from "../graph/graphNames";

/** Low enough to leave a node without weight, and finite, so that no NaN can come of it. */
const masked = -1e9;

/** Makes the feeds of a forward pass, all but the cache. Their memory is used again by the next pass. */
export class StepInputs {
  readonly #runtime: typeof OnnxRuntime;
  #bias = new Float32Array(0);

  constructor(runtime: typeof OnnxRuntime) {
    this.#runtime = runtime;
  }

  /**
   * @param cachedLength L
   * @param rows nodes whose logits are wanted, at least one
   */
  feeds(
    tree: TokenTree,
    cachedLength: number,
    rows: Int32Array,
  ): Record<string, OnnxRuntime.Tensor> {
    const { Tensor } = this.#runtime;
    const { size } = tree;
    const total = cachedLength + size;
    const positions = BigInt64Array.from(tree.depths, (depth) => BigInt(cachedLength + depth));
    const scalar = (value: number): OnnxRuntime.Tensor =>
      new Tensor("int32", Int32Array.of(value), [1]);
    return {
      [inputNames.inputIds]: new Tensor("int32", tree.tokens, [1, size]),
      [inputNames.positionIds]: new Tensor("int64", positions, [1, size]),
      [inputNames.attentionBias]: new Tensor("float32", this.#biasOf(tree, cachedLength), [
        1,
        1,
        size,
        total,
      ]),
      [inputNames.seqlensK]: scalar(total - 1),
      [inputNames.totalSequenceLength]: scalar(total),
      [inputNames.rowsStart]: scalar(cachedLength),
      [inputNames.rowsEnd]: scalar(total),
      [inputNames.logitRows]: new Tensor("int32", rows, [rows.length]),
    };
  }

  /** [S, L + S]: a node sees the cache, its ancestors and itself. */
  #biasOf(tree: TokenTree, cachedLength: number): Float32Array {
    const { size, parents } = tree;
    const total = cachedLength + size;
    if (this.#bias.length < size * total) this.#bias = new Float32Array(size * total);
    const bias = this.#bias.subarray(0, size * total);
    bias.fill(0);
    for (let node = 0; node < size; node++) {
      const row = node * total + cachedLength;
      bias.fill(masked, row, row + size);
      for (let seen = node; seen >= 0; seen = parents[seen] ?? -1) bias[row + seen] = 0;
    }
    return bias;
  }
}
