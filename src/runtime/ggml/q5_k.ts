import {
  countBlocks,
  countCoded,
  fiveBitOffset,
  float16Reader,
  offsetsOf,
  superBlockSize,
} from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";
import { kMinimum, kScale } from "./kScales";

const layout = { type: "Q5_K", blockSize: superBlockSize, blockBytes: 176 } as const;
const coding = { bits: 8, blockSize: 32, hasOffsets: true } as const;

/**
 * weight = S q - M = S (q - 16) + (16 S - M), where S = d s and M = dmin m, with s and m of 6 bits for each 32 weights.
 *
 * A block: d and dmin in 16 bits each; 12 bytes of s and m; 32 bytes of fifth bits, bit p of byte i for weight 32 p + i; 128 bytes
 * of the other bits, in the order of Q4_K.
 */
export const q5_k: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 176;
      const d = readHalf(bytes, from);
      const dmin = readHalf(bytes, from + 2);
      for (let part = 0; part < 8; part++) {
        const scale = d * kScale(bytes, from + 4, part);
        const minimum = dmin * kMinimum(bytes, from + 4, part);
        const shift = (part & 1) << 2;
        const first = from + 48 + ((part >> 1) << 5);
        const to = block * superBlockSize + part * 32;
        for (let i = 0; i < 32; i++) {
          const fifth = ((bytes[from + 16 + i] ?? 0) >> part) & 1;
          const q = (((bytes[first + i] ?? 0) >> shift) & 15) | (fifth << 4);
          into[to + i] = scale * q - minimum;
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
        const from = block * 176;
        const d = readHalf(bytes, from);
        const dmin = readHalf(bytes, from + 2);
        for (let part = 0; part < 8; part++) {
          const scale = d * kScale(bytes, from + 4, part);
          scales[block * 8 + part] = scale;
          offsets[block * 8 + part] = 16 * scale - dmin * kMinimum(bytes, from + 4, part);
          const shift = (part & 1) << 2;
          const first = from + 48 + ((part >> 1) << 5);
          const to = block * superBlockSize + part * 32;
          for (let i = 0; i < 32; i++) {
            const fifth = ((bytes[from + 16 + i] ?? 0) >> part) & 1;
            codes[to + i] =
              ((((bytes[first + i] ?? 0) >> shift) & 15) | (fifth << 4)) + fiveBitOffset;
          }
        }
      }
    },
  },
};
