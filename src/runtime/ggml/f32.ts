import { countBlocks } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

/** Plain 32-bit floats. */
export const f32: GgmlFormat = {
  type: "F32",
  blockSize: 1,
  blockBytes: 4,
  dequantise(bytes, into) {
    countBlocks(f32, bytes, into);
    new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(bytes);
  },
};
