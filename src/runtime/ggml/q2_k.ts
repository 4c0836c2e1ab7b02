import { countBlocks, float16Reader, superBlockSize } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

const layout = { type: "Q2_K", blockSize: superBlockSize, blockBytes: 84 } as const;

/**
 * weight = d s q - dmin m, with s and m of 4 bits for each 16 weights.
 *
 * A block: 16 bytes, s in the low half and m in the high; 64 bytes of q; d and dmin in 16 bits each. Each 32 bytes of q are 128
 * weights: bits 0 and 1 of byte i are weight i, bits 2 and 3 weight i + 32, and so on.
 */
export const q2_k: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 84;
      const d = readHalf(bytes, from + 80);
      const dmin = readHalf(bytes, from + 82);
      for (let part = 0; part < 16; part++) {
        const packed = bytes[from + part] ?? 0;
        const scale = d * (packed & 15);
        const minimum = dmin * (packed >> 4);
        const shift = part & 6;
        const first = from + 16 + ((part >> 3) << 5) + ((part & 1) << 4);
        const to = block * superBlockSize + part * 16;
        for (let i = 0; i < 16; i++) {
          into[to + i] = scale * (((bytes[first + i] ?? 0) >> shift) & 3) - minimum;
        }
      }
    }
  },
};
