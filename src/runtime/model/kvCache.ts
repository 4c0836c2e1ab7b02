import type { Tensor } from "onnxruntime-node";
import { invariant } from "../../core/errors";

/** Makes a float32 tensor over memory that stays ours. */
export type MakeTensor = (data: Float32Array, dims: readonly number[]) => Tensor;

export interface KvShape {
  readonly numLayers: number;
  readonly numKvHeads: number;
  readonly headDim: number;
}

/** Rows by which the cache grows. Attention runs over the whole capacity in every step, so capacity beyond the need costs time. */
const growthStep = 256;

/**
 * Keys and values of the tokens so far: for each layer and kind one tensor [1, kvHeads, capacity, D], of which the
 * first `length` rows are committed and the `numBranches` behind them are a tree of which nothing is committed yet.
 * onnxruntime reads them in place.
 */
export class KvCache {
  readonly #shape: KvShape;
  readonly #makeTensor: MakeTensor;
  #capacity = 0;
  /** Key of layer 0, value of layer 0, key of layer 1, ... */
  #data: Float32Array[] = [];
  #tensors: Tensor[] = [];
  #length = 0;
  #numBranches = 0;

  constructor(shape: KvShape, makeTensor: MakeTensor) {
    this.#shape = shape;
    this.#makeTensor = makeTensor;
    this.reserve(growthStep);
  }

  /** Committed rows. */
  get length(): number {
    return this.#length;
  }

  /** Rows behind the committed ones, in the order of their tree. */
  get numBranches(): number {
    return this.#numBranches;
  }

  /** Rows there is memory for. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Key of layer 0, value of layer 0, key of layer 1, ... */
  get tensors(): readonly Tensor[] {
    return this.#tensors;
  }

  /** What the keys and values of one token take. */
  get bytesPerRow(): number {
    const { numLayers, numKvHeads, headDim } = this.#shape;
    return 2 * numLayers * numKvHeads * headDim * Float32Array.BYTES_PER_ELEMENT;
  }

  /** @returns the committed rows, for each layer and kind [kvHeads, length, D] */
  copyRows(): readonly Float32Array[] {
    const { numKvHeads, headDim } = this.#shape;
    const size = this.#length * headDim;
    return this.#data.map((data) => {
      const rows = new Float32Array(numKvHeads * size);
      for (let head = 0; head < numKvHeads; head++) {
        const begin = head * this.#capacity * headDim;
        rows.set(data.subarray(begin, begin + size), head * size);
      }
      return rows;
    });
  }

  /**
   * Makes other rows the committed ones, and forgets all branches. The capacity becomes what it would be had they been appended to an
   * empty cache: a pass then computes what it would have computed there, and takes as long.
   *
   * @param rows as `copyRows` gave them
   */
  replaceRows(rows: readonly Float32Array[], length: number): void {
    const { numKvHeads, headDim } = this.#shape;
    const size = length * headDim;
    invariant(
      rows.length === this.#data.length && rows.every((row) => row.length === numKvHeads * size),
      "rows have the shape of the cache",
    );
    this.truncate(0);
    if (this.#capacity !== capacityFor(length)) {
      this.#capacity = 0;
      this.reserve(capacityFor(length));
    }
    for (const [kind, data] of this.#data.entries()) {
      for (let head = 0; head < numKvHeads; head++) {
        const from = rows[kind]?.subarray(head * size, (head + 1) * size);
        if (from !== undefined) data.set(from, head * this.#capacity * headDim);
      }
    }
    this.#length = length;
  }

  /**
   * Commits some of a step's rows. Branches are forgotten: those that stay are committed first.
   *
   * @param rows [2 * layers, kvHeads, numNodes, D]
   * @param nodes which of them, in order
   */
  append(rows: Float32Array, numNodes: number, nodes: Int32Array): void {
    this.#write(this.#length, { rows, numNodes, nodes });
    this.#length += nodes.length;
    this.#numBranches = 0;
  }

  /**
   * Puts all of a step's rows behind the first `numKept` branches; branches after these are forgotten.
   *
   * @param rows [2 * layers, kvHeads, numNodes, D]
   */
  appendBranches(rows: Float32Array, numNodes: number, numKept: number): void {
    invariant(numKept <= this.#numBranches, `there are no ${String(numKept)} branches`);
    const nodes = Int32Array.from({ length: numNodes }, (_, node) => node);
    this.#write(this.#length + numKept, { rows, numNodes, nodes });
    this.#numBranches = numKept + numNodes;
  }

  /**
   * Commits the rows of some branches and forgets the others.
   *
   * @param path which, ascending
   */
  commitBranches(path: Int32Array): void {
    const { numKvHeads, headDim } = this.#shape;
    for (const data of this.#data) {
      for (let head = 0; head < numKvHeads; head++) {
        const first = head * this.#capacity + this.#length;
        // A row never moves behind the place of a later one, so none is overwritten before it has moved.
        for (const [i, branch] of path.entries()) {
          const begin = (first + branch) * headDim;
          data.copyWithin((first + i) * headDim, begin, begin + headDim);
        }
      }
    }
    this.#length += path.length;
    this.#numBranches = 0;
  }

  /** Forgets all but the first `length` committed rows, and all branches. */
  truncate(length: number): void {
    invariant(
      Number.isInteger(length) && length >= 0 && length <= this.#length,
      `cannot truncate ${String(this.#length)} rows to ${String(length)}`,
    );
    this.#length = length;
    this.#numBranches = 0;
  }

  /** Makes room for `numRows` rows, moving those that there are when it must. */
  reserve(numRows: number): void {
    if (numRows <= this.#capacity) return;
    const { numLayers, numKvHeads, headDim } = this.#shape;
    const capacity = capacityFor(numRows);
    const numUsed = (this.#length + this.#numBranches) * headDim;
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

  /** Writes the rows of `nodes` to the rows from `start` on. */
  #write(
    start: number,
    step: { readonly rows: Float32Array; readonly numNodes: number; readonly nodes: Int32Array },
  ): void {
    const { numKvHeads, headDim } = this.#shape;
    this.reserve(start + step.nodes.length);
    const runs = runsOf(step.nodes);
    for (const [kind, data] of this.#data.entries()) {
      for (let head = 0; head < numKvHeads; head++) {
        const from = (kind * numKvHeads + head) * step.numNodes;
        const to = head * this.#capacity + start;
        for (const { first, node, length } of runs) {
          const begin = (from + node) * headDim;
          data.set(step.rows.subarray(begin, begin + length * headDim), (to + first) * headDim);
        }
      }
    }
  }
}

function capacityFor(numRows: number): number {
  return Math.ceil(Math.max(1, numRows) / growthStep) * growthStep;
}

/** Nodes that follow each other, together: a copy of many rows costs little more than one of a single row. */
function runsOf(nodes: Int32Array): readonly { first: number; node: number; length: number }[] {
  const runs: { first: number; node: number; length: number }[] = [];
  for (const [i, node] of nodes.entries()) {
    const run = runs.at(-1);
    if (run !== undefined && node === run.node + run.length) run.length += 1;
    else runs.push({ first: i, node, length: 1 });
  }
  return runs;
}
