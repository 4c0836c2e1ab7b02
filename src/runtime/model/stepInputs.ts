import type * as OnnxRuntime from "onnxruntime-node";
import type { TokenTree } from "../../core/tree/tokenTree";
import { inputNames } from "../graph/graphNames";
import type { ModelSizes } from "./modelSizes";

/** Low enough to leave a node without weight, and finite, so that no NaN can come of it. */
const masked = -1e9;

/**
 * Rows that a bias of rows has before the tree at least. With none, `GroupQueryAttention` takes the tree for a prompt and counts positions
 * up from the first one, whatever `position_ids` says. So an empty cache is shown as one row that no node sees.
 */
export const minPast = 1;

/** What is run: the nodes of `tree` from `numBranches` on, behind the branches, behind `cachedLength` committed rows. */
export interface Pass {
  readonly tree: TokenTree;
  readonly cachedLength: number;
  readonly numBranches: number;
}

/** Makes the feeds of a forward pass, all but the cache. Their memory is used again by the next pass. */
export class StepInputs {
  readonly #runtime: typeof OnnxRuntime;
  readonly #slidingWindow: number;
  readonly #biasSpans: ModelSizes["biasSpans"];
  #bias = new Float32Array(0);

  constructor(
    runtime: typeof OnnxRuntime,
    { slidingWindow = Infinity, biasSpans }: Pick<ModelSizes, "slidingWindow" | "biasSpans">,
  ) {
    this.#runtime = runtime;
    this.#slidingWindow = slidingWindow;
    this.#biasSpans = biasSpans;
  }

  /**
   * What the graph does not ask for is passed over.
   *
   * @param rows nodes whose logits are wanted, at least one, counted from the first that runs
   * @param capacity rows that the cache has memory for
   */
  feeds(pass: Pass, rows: Int32Array, capacity: number): Record<string, OnnxRuntime.Tensor> {
    const { Tensor } = this.#runtime;
    const { tree, cachedLength, numBranches } = pass;
    const size = tree.size - numBranches;
    const numPast = Math.max(cachedLength + numBranches, minPast);
    const total = numPast + size;
    const numColumns = this.#biasSpans === "rows" ? numPast : capacity;
    const positions = BigInt64Array.from(tree.depths.subarray(numBranches), (depth) =>
      BigInt(cachedLength + depth),
    );
    const scalar = (value: number): OnnxRuntime.Tensor =>
      new Tensor("int32", Int32Array.of(value), [1]);
    return {
      [inputNames.inputIds]: new Tensor("int32", tree.tokens.subarray(numBranches), [1, size]),
      [inputNames.positionIds]: new Tensor("int64", positions, [1, size]),
      [inputNames.attentionBias]: new Tensor("float32", this.#biasOf(pass, numColumns), [
        1,
        1,
        size,
        numColumns + size,
      ]),
      [inputNames.seqlensK]: scalar(total - 1),
      [inputNames.totalSequenceLength]: scalar(total),
      [inputNames.rowsStart]: scalar(numPast),
      [inputNames.rowsEnd]: scalar(total),
      [inputNames.logitRows]: new Tensor("int32", rows, [rows.length]),
    };
  }

  /**
   * [S, numColumns + S]: a node sees the committed rows, its ancestors, those among the branches too, and itself; of all these, only
   * those in its window.
   */
  #biasOf({ tree, cachedLength, numBranches }: Pass, numColumns: number): Float32Array {
    const { size, parents, depths } = tree;
    const numRun = size - numBranches;
    const total = numColumns + numRun;
    if (this.#bias.length < numRun * total) this.#bias = new Float32Array(numRun * total);
    const bias = this.#bias.subarray(0, numRun * total);
    bias.fill(0);
    for (let node = numBranches; node < size; node++) {
      const row = (node - numBranches) * total;
      const first = cachedLength + (depths[node] ?? 0) - this.#slidingWindow + 1;
      bias.fill(masked, row, row + Math.min(cachedLength, Math.max(0, first)));
      bias.fill(masked, row + cachedLength, row + total);
      for (let seen = node; seen >= 0; seen = parents[seen] ?? -1) {
        if (cachedLength + (depths[seen] ?? 0) < first) break;
        const column = seen < numBranches ? cachedLength + seen : numColumns + seen - numBranches;
        bias[row + column] = 0;
      }
    }
    return bias;
  }
}
