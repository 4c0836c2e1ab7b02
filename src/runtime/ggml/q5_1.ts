import { countBlocks, countCoded, float16Reader, offsetsOf, writeFiveBits } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

const layout = { type: "Q5_1", blockSize: 32, blockBytes: 24 } as const;
const coding = { bits: 8, blockSize: 32, hasOffsets: true } as const;

/**
 * weight = d q + m = d (q - 16) + (16 d + m).
 *
 * A block: d and m in 16 bits each; 32 fifth bits, lowest first; 16 bytes, the low half of byte i has the other bits of
 * weight i, the high half those of weight i + 16.
 */
export const q5_1: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 24;
      const to = block * 32;
      const d = readHalf(bytes, from);
      const m = readHalf(bytes, from + 2);
      const low = (bytes[from + 4] ?? 0) | ((bytes[from + 5] ?? 0) << 8);
      const high = (bytes[from + 6] ?? 0) | ((bytes[from + 7] ?? 0) << 8);
      for (let i = 0; i < 16; i++) {
        const pair = bytes[from + 8 + i] ?? 0;
        into[to + i] = d * ((pair & 15) | (((low >> i) & 1) << 4)) + m;
        into[to + 16 + i] = d * ((pair >> 4) | (((high >> i) & 1) << 4)) + m;
      }
    }
  },
  coding: {
    ...coding,
    encode(bytes, into) {
      const numBlocks = countCoded(layout, coding, bytes, into);
      const readHalf = float16Reader();
      const { codes, scales } = into;
      const offsets = offsetsOf(into);
      for (let block = 0; block < numBlocks; block++) {
        const from = block * 24;
        const d = readHalf(bytes, from);
        scales[block] = d;
        offsets[block] = 16 * d + readHalf(bytes, from + 2);
        writeFiveBits(bytes, from + 4, codes, block * 32);
      }
    },
  },
};
