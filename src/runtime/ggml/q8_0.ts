import { countBlocks, countCoded, float16Reader } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

const layout = { type: "Q8_0", blockSize: 32, blockBytes: 34 } as const;
const coding = { bits: 8, blockSize: 32, hasOffsets: false } as const;

/** weight = d q. A block: d in 16 bits; 32 signed bytes q. */
export const q8_0: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 34;
      const to = block * 32;
      const d = readHalf(bytes, from);
      for (let i = 0; i < 32; i++) into[to + i] = d * (((bytes[from + 2 + i] ?? 0) << 24) >> 24);
    }
  },
  coding: {
    ...coding,
    encode(bytes, into) {
      const numBlocks = countCoded(layout, coding, bytes, into);
      const readHalf = float16Reader();
      const { codes, scales } = into;
      for (let block = 0; block < numBlocks; block++) {
        const from = block * 34;
        const to = block * 32;
        scales[block] = readHalf(bytes, from);
        // Turning the top bit of a signed byte adds 128.
        for (let i = 0; i < 32; i++) codes[to + i] = (bytes[from + 2 + i] ?? 0) ^ 128;
      }
    },
  },
};
