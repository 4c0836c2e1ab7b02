import type { Precision } from "../core/model/modelSource";
import type { TensorSource } from "./checkpoint/tensorSource";
import { linearStorage } from "./graph/linearStorage";

/** Share of the weights in matrices, 0 to 1, that the graph holds as the files have them. */
export function exactShare(tensors: TensorSource, precision: Precision): number {
  let numExact = 0;
  let numAll = 0;
  for (const name of tensors.names) {
    const [numRows = 0, numColumns] = tensors.shapeOf(name);
    if (numColumns === undefined) continue;
    numAll += numRows * numColumns;
    if (linearStorage(tensors.typeOf(name), precision).isExact) numExact += numRows * numColumns;
  }
  return numAll === 0 ? 1 : numExact / numAll;
}
