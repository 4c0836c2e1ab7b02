import {
  countBlocks,
  countCoded,
  float16Reader,
  offsetsOf,
  regroupNibbles,
  superBlockSize,
} from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";
import { kMinimum, kScale } from "./kScales";

const layout = { type: "Q4_K", blockSize: superBlockSize, blockBytes: 144 } as const;
const coding = { bits: 4, blockSize: 32, hasOffsets: true } as const;

/**
 * weight = S q - M = S (q - 8) + (8 S - M), where S = d s and M = dmin m, with s and m of 6 bits for each 32 weights.
 *
 * A block: d and dmin in 16 bits each; 12 bytes of s and m; 128 bytes of q. Each 32 bytes of q are 64 weights: the low half of
 * byte i is weight i, the high half weight i + 32.
 */
export const q4_k: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 144;
      const d = readHalf(bytes, from);
      const dmin = readHalf(bytes, from + 2);
      for (let part = 0; part < 8; part++) {
        const scale = d * kScale(bytes, from + 4, part);
        const minimum = dmin * kMinimum(bytes, from + 4, part);
        const shift = (part & 1) << 2;
        const first = from + 16 + ((part >> 1) << 5);
        const to = block * superBlockSize + part * 32;
        for (let i = 0; i < 32; i++) {
          into[to + i] = scale * (((bytes[first + i] ?? 0) >> shift) & 15) - minimum;
        }
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
        const from = block * 144;
        const d = readHalf(bytes, from);
        const dmin = readHalf(bytes, from + 2);
        for (let part = 0; part < 8; part++) {
          const scale = d * kScale(bytes, from + 4, part);
          scales[block * 8 + part] = scale;
          offsets[block * 8 + part] = 8 * scale - dmin * kMinimum(bytes, from + 4, part);
        }
        for (let pair = 0; pair < 4; pair++) {
          regroupNibbles(bytes, from + 16 + pair * 32, 32, codes, block * 128 + pair * 32);
        }
      }
    },
  },
};
