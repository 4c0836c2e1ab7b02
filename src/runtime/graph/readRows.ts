import type { TensorSource } from "../checkpoint/tensorSource";
import { rowChunks } from "./rowChunks";
import type { StoredPiece } from "./storedData";

/** The floats of several tensors behind each other, as the pieces of the stored tensor `into`. */
export async function* readRows(
  tensors: TensorSource,
  into: string,
  names: readonly string[],
  change: (value: number) => number = same,
): AsyncGenerator<StoredPiece> {
  let offset = 0;
  for (const name of names) {
    const shape = tensors.shapeOf(name);
    const [numRows, numColumns] =
      shape.length === 1 ? [1, shape[0] ?? 0] : [shape[0] ?? 0, shape[1] ?? 0];
    for (const rows of rowChunks(numRows, numColumns)) {
      const read = await tensors.floats(name, rows);
      const floats = change === same ? read : read.map(change);
      const bytes = new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
      yield { tensor: into, offset, bytes };
      offset += bytes.length;
    }
  }
}

function same(value: number): number {
  return value;
}
