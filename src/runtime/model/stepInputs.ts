import type * as OnnxRuntime from "onnxruntime-node";
import type { TokenTree } from "../../core/tree/tokenTree";
import { inputNames } from "../graph/graphNames";

/** Low enough to leave a node without weight, and finite, so that no NaN can come of it. */
const masked = -1e9;

/**
 * Rows that stand before the tree at least. With none, `GroupQueryAttention` takes the tree for a prompt and counts positions
 * up from the first one, whatever `position_ids` says. So an empty cache is shown as one row that no node sees.
 */
export const minPast = 1;

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
    const numPast = Math.max(cachedLength, minPast);
    const total = numPast + size;
    const positions = BigInt64Array.from(tree.depths, (depth) => BigInt(cachedLength + depth));
    const scalar = (value: number): OnnxRuntime.Tensor =>
      new Tensor("int32", Int32Array.of(value), [1]);
    return {
      [inputNames.inputIds]: new Tensor("int32", tree.tokens, [1, size]),
      [inputNames.positionIds]: new Tensor("int64", positions, [1, size]),
      [inputNames.attentionBias]: new Tensor("float32", this.#biasOf(tree, cachedLength, numPast), [
        1,
        1,
        size,
        total,
      ]),
      [inputNames.seqlensK]: scalar(total - 1),
      [inputNames.totalSequenceLength]: scalar(total),
      [inputNames.rowsStart]: scalar(numPast),
      [inputNames.rowsEnd]: scalar(total),
      [inputNames.logitRows]: new Tensor("int32", rows, [rows.length]),
    };
  }

  /** [S, past + S]: a node sees the cache, its ancestors and itself. */
  #biasOf(tree: TokenTree, cachedLength: number, numPast: number): Float32Array {
    const { size, parents } = tree;
    const total = numPast + size;
    if (this.#bias.length < size * total) this.#bias = new Float32Array(size * total);
    const bias = this.#bias.subarray(0, size * total);
    bias.fill(0);
    for (let node = 0; node < size; node++) {
      const row = node * total;
      bias.fill(masked, row + cachedLength, row + total);
      for (let seen = node; seen >= 0; seen = parents[seen] ?? -1) bias[row + numPast + seen] = 0;
    }
    return bias;
  }
}
