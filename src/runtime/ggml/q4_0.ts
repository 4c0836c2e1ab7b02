import { countBlocks, countCoded, float16Reader, regroupNibbles } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

const layout = { type: "Q4_0", blockSize: 32, blockBytes: 18 } as const;
const coding = { bits: 4, blockSize: 32, hasOffsets: false } as const;

/**
 * weight = d (q - 8).
 *
 * A block: d in 16 bits; 16 bytes, the low half of byte i is q of weight i, the high half that of weight i + 16.
 */
export const q4_0: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 18;
      const to = block * 32;
      const d = readHalf(bytes, from);
      for (let i = 0; i < 16; i++) {
        const pair = bytes[from + 2 + i] ?? 0;
        into[to + i] = d * ((pair & 15) - 8);
        into[to + 16 + i] = d * ((pair >> 4) - 8);
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
        scales[block] = readHalf(bytes, block * 18);
        regroupNibbles(bytes, block * 18 + 2, 16, codes, block * 16);
      }
    },
  },
};
