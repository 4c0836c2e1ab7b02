import type { RowRange } from "../checkpoint/tensorSource";

/** Weights that are read and coded at a time: a few megabytes, and a few milliseconds of work. */
const chunkWeights = 1 << 20;

/** Cuts a matrix into runs of rows that are worked on one after the other. */
export function* rowChunks(numRows: number, numColumns: number): Generator<RowRange> {
  const most = Math.max(1, Math.floor(chunkWeights / numColumns));
  for (let first = 0; first < numRows; first += most) {
    yield { first, count: Math.min(most, numRows - first) };
  }
}
