import type { Tensor } from "onnxruntime-node";
import { invariant } from "../../core/errors";

/** Makes a float32 tensor over memory that stays ours. */
export type MakeTensor = (data: Float32Array, dims: readonly number[]) => Tensor;

export interface KvShape {
  readonly numLayers: number;
  readonly numKvHeads: number;
  readonly headDim: number;
}

/**
 * Rows by which the cache grows. `GroupQueryAttention` clears and fills memory of the whole capacity in every step, so
 * capacity beyond the need costs time.
 */
const growthStep = 256;

/**
 * Keys and values of the tokens so far: for each layer and kind one tensor [1, kvHeads, capacity, D], of which the
 * first `length` rows count. onnxruntime reads them in place.
 */
export class KvCache {
  readonly #shape: KvShape;
  readonly #makeTensor: MakeTensor;
  #capacity = 0;
  /** Key of layer 0, value of layer 0, key of layer 1, ... */
  #data: Float32Array[] = [];
  #tensors: Tensor[] = [];
  #length = 0;

  constructor(shape: KvShape, makeTensor: MakeTensor) {
    this.#shape = shape;
    this.#makeTensor = makeTensor;
    this.reserve(growthStep);
  }

  get length(): number {
    return this.#length;
  }

  /** Rows there is memory for. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Key of layer 0, value of layer 0, key of layer 1, ... */
  get tensors(): readonly Tensor[] {
    return this.#tensors;
  }

  /**
   * Writes some of a step's rows behind the cache.
   *
   * @param rows [2 * layers, kvHeads, numNodes, D]
   * @param nodes which of them, in order
   */
  append(rows: Float32Array, numNodes: number, nodes: Int32Array): void {
    const { numKvHeads, headDim } = this.#shape;
    this.reserve(this.#length + nodes.length);
    for (const [kind, data] of this.#data.entries()) {
      for (let head = 0; head < numKvHeads; head++) {
        const from = (kind * numKvHeads + head) * numNodes;
        const to = head * this.#capacity + this.#length;
        for (const [i, node] of nodes.entries()) {
          const begin = (from + node) * headDim;
          data.set(rows.subarray(begin, begin + headDim), (to + i) * headDim);
        }
      }
    }
    this.#length += nodes.length;
  }

  /** Forgets all but the first `length` rows. */
  truncate(length: number): void {
    invariant(
      Number.isInteger(length) && length >= 0 && length <= this.#length,
      `cannot truncate ${String(this.#length)} rows to ${String(length)}`,
    );
    this.#length = length;
  }

  /** Makes room for `numRows` rows, moving those that there are when it must. */
  reserve(numRows: number): void {
    if (numRows <= this.#capacity) return;
    const { numLayers, numKvHeads, headDim } = this.#shape;
    const capacity = Math.ceil(numRows / growthStep) * growthStep;
    const numUsed = this.#length * headDim;
    this.#data = Array.from({ length: 2 * numLayers }, (_, kind) => {
      const grown = new Float32Array(numKvHeads * capacity * headDim);
      const old = this.#data[kind];
      for (let head = 0; old !== undefined && head < numKvHeads; head++) {
        const begin = head * this.#capacity * headDim;
        grown.set(old.subarray(begin, begin + numUsed), head * capacity * headDim);
      }
      return grown;
    });
    this.#tensors = this.#data.map((data) =>
      this.#makeTensor(data, [1, numKvHeads, capacity, headDim]),
    );
    this.#capacity = capacity;
  }
}
