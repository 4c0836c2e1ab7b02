import { countBlocks, countCoded, float16Reader, offsetsOf, regroupNibbles } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

const layout = { type: "Q4_1", blockSize: 32, blockBytes: 20 } as const;
const coding = { bits: 4, blockSize: 32, hasOffsets: true } as const;

/**
 * weight = d q + m = d (q - 8) + (8 d + m).
 *
 * A block: d and m in 16 bits each; 16 bytes, the low half of byte i is q of weight i, the high half that of weight i + 16.
 */
export const q4_1: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 20;
      const to = block * 32;
      const d = readHalf(bytes, from);
      const m = readHalf(bytes, from + 2);
      for (let i = 0; i < 16; i++) {
        const pair = bytes[from + 4 + i] ?? 0;
        into[to + i] = d * (pair & 15) + m;
        into[to + 16 + i] = d * (pair >> 4) + m;
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
        const from = block * 20;
        const d = readHalf(bytes, from);
        scales[block] = d;
        offsets[block] = 8 * d + readHalf(bytes, from + 2);
        regroupNibbles(bytes, from + 4, 16, codes, block * 16);
      }
    },
  },
};
