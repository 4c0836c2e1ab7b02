import { countBlocks, float16Reader } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

/** Floats of 16 bits: IEEE 754 binary16. */
export const f16: GgmlFormat = {
  type: "F16",
  blockSize: 1,
  blockBytes: 2,
  dequantise(bytes, into) {
    const numWeights = countBlocks(f16, bytes, into);
    const readHalf = float16Reader();
    for (let i = 0; i < numWeights; i++) into[i] = readHalf(bytes, 2 * i);
  },
};
