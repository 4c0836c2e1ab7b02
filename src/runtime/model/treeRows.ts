import { at } from "../../core/at";
import type { KvShape } from "./kvCache";

/** The key and value rows of all nodes of a tree, filled in as its parts are run. */
export class TreeRows {
  /** [2 * layers, kvHeads, size, D] */
  readonly data: Float32Array;
  readonly #shape: KvShape;
  readonly #size: number;

  /** @param size nodes of the tree */
  constructor(shape: KvShape, size: number) {
    this.#shape = shape;
    this.#size = size;
    this.data = new Float32Array(2 * shape.numLayers * shape.numKvHeads * size * shape.headDim);
  }

  /**
   * @param rows [2 * layers, kvHeads, n, D]
   * @param nodes which nodes the first of these rows belong to
   */
  write(rows: Float32Array, numRows: number, nodes: Int32Array): void {
    const { numLayers, numKvHeads, headDim } = this.#shape;
    for (let head = 0; head < 2 * numLayers * numKvHeads; head++) {
      for (let i = 0; i < nodes.length; i++) {
        const begin = (head * numRows + i) * headDim;
        const to = (head * this.#size + at(nodes, i)) * headDim;
        this.data.set(rows.subarray(begin, begin + headDim), to);
      }
    }
  }
}
