import { countBlocks } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

/** Floats of 16 bits: the upper half of a 32-bit float. */
export const bf16: GgmlFormat = {
  type: "BF16",
  blockSize: 1,
  blockBytes: 2,
  dequantise(bytes, into) {
    const numWeights = countBlocks(bf16, bytes, into);
    const words = new Uint32Array(into.buffer, into.byteOffset, into.length);
    for (let i = 0; i < numWeights; i++) {
      words[i] = ((bytes[2 * i] ?? 0) << 16) | ((bytes[2 * i + 1] ?? 0) << 24);
    }
  },
};
