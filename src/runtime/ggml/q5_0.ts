import { countBlocks, countCoded, float16Reader, writeFiveBits } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

const layout = { type: "Q5_0", blockSize: 32, blockBytes: 22 } as const;
const coding = { bits: 8, blockSize: 32, hasOffsets: false } as const;

/**
 * weight = d (q - 16).
 *
 * A block: d in 16 bits; 32 fifth bits, lowest first; 16 bytes, the low half of byte i has the other bits of weight i, the
 * high half those of weight i + 16.
 */
export const q5_0: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 22;
      const to = block * 32;
      const d = readHalf(bytes, from);
      const low = (bytes[from + 2] ?? 0) | ((bytes[from + 3] ?? 0) << 8);
      const high = (bytes[from + 4] ?? 0) | ((bytes[from + 5] ?? 0) << 8);
      for (let i = 0; i < 16; i++) {
        const pair = bytes[from + 6 + i] ?? 0;
        into[to + i] = d * (((pair & 15) | (((low >> i) & 1) << 4)) - 16);
        into[to + 16 + i] = d * (((pair >> 4) | (((high >> i) & 1) << 4)) - 16);
      }
    }
  },
  coding: {
    ...coding,
    encode(bytes, into) {
      const numBlocks = countCoded(layout, coding, bytes, into);
      const readHalf = float16Reader();
      const { codes, scales } = into;
      for (let block = 0; block < numBlocks; block++) {
        const from = block * 22;
        scales[block] = readHalf(bytes, from);
        writeFiveBits(bytes, from + 2, codes, block * 32);
      }
    },
  },
};
