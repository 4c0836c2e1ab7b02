import { countBlocks, float16Reader, superBlockSize } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

const layout = { type: "Q3_K", blockSize: superBlockSize, blockBytes: 110 } as const;

/**
 * weight = d (s - 32) (q - 4), with s of 6 bits for each 16 weights.
 *
 * A block: 32 bytes of third bits, bit p of byte i for weight 32 p + i; 64 bytes of the other bits, in the order of Q2_K; 12 bytes
 * of s; d in 16 bits.
 */
export const q3_k: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 110;
      const d = readHalf(bytes, from + 108);
      for (let part = 0; part < 16; part++) {
        const scale = d * (scaleOf(bytes, from + 96, part) - 32);
        const shift = part & 6;
        const half = (part & 1) << 4;
        const first = from + 32 + ((part >> 3) << 5) + half;
        const to = block * superBlockSize + part * 16;
        for (let i = 0; i < 16; i++) {
          const third = ((bytes[from + half + i] ?? 0) >> (part >> 1)) & 1;
          into[to + i] = scale * ((((bytes[first + i] ?? 0) >> shift) & 3) + (third << 2) - 4);
        }
      }
    }
  },
};

/** The low 4 bits lie two to a byte in the first 8 bytes, the high 2 bits four to a byte in the last 4. */
function scaleOf(bytes: Uint8Array, offset: number, part: number): number {
  const low = ((bytes[offset + (part & 7)] ?? 0) >> ((part >> 3) << 2)) & 15;
  const high = ((bytes[offset + 8 + (part & 3)] ?? 0) >> ((part >> 2) << 1)) & 3;
  return low | (high << 4);
}
