import type { RowRange } from "../checkpoint/tensorSource";

/** The whole heads that some rows are of, as rows. */
export function headsAround(rows: RowRange, headDim: number): RowRange {
  const first = Math.floor(rows.first / headDim) * headDim;
  const end = Math.ceil((rows.first + rows.count) / headDim) * headDim;
  return { first, count: end - first };
}

/**
 * Rows of queries or keys in the order that the rest expects. Files of the Llama family have turned pairs of rows beside each
 * other, (2i, 2i + 1), where Hugging Face's pairs are half a head apart, (i, i + D/2).
 *
 * @param heads bytes of the rows of `headsAround(rows)`, as the file has them
 * @param rows which to give
 */
export function unpairRows(
  heads: Uint8Array,
  rows: RowRange,
  headDim: number,
  rowBytes: number,
): Uint8Array<ArrayBuffer> {
  const unpaired = new Uint8Array(rows.count * rowBytes);
  const { first } = headsAround(rows, headDim);
  for (let i = 0; i < rows.count; i++) {
    const row = rows.first + i - first;
    const inHead = row % headDim;
    const half = inHead < headDim / 2 ? 0 : 1;
    const paired = row - inHead + 2 * (inHead - half * (headDim / 2)) + half;
    unpaired.set(heads.subarray(paired * rowBytes, (paired + 1) * rowBytes), i * rowBytes);
  }
  return unpaired;
}
