import { countBlocks, countCoded, float16Reader, superBlockSize } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

const layout = { type: "Q6_K", blockSize: superBlockSize, blockBytes: 210 } as const;
const coding = { bits: 8, blockSize: 16, hasOffsets: false } as const;

/** From q - 32 to a code around 128. */
const codeOffset = 128 - 32;

/**
 * weight = d s (q - 32), with a signed byte s for each 16 weights.
 *
 * A block: 128 bytes of low bits; 64 bytes of high bits; 16 bytes s; d in 16 bits. Each 64 bytes of low and 32 of high bits are
 * 128 weights. Low: the low half of byte i is weight i, the high half weight i + 64. High: bits 0 and 1 of byte i are weight i,
 * bits 2 and 3 weight i + 32, and so on.
 */
export const q6_k: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 210;
      const d = readHalf(bytes, from + 208);
      for (let part = 0; part < 16; part++) {
        const scale = d * (((bytes[from + 192 + part] ?? 0) << 24) >> 24);
        const low = from + lowBytes(part);
        const high = from + highBytes(part);
        const lowShift = part & 4;
        const highShift = part & 6;
        const to = block * superBlockSize + part * 16;
        for (let i = 0; i < 16; i++) {
          const q =
            (((bytes[low + i] ?? 0) >> lowShift) & 15) |
            ((((bytes[high + i] ?? 0) >> highShift) & 3) << 4);
          into[to + i] = scale * (q - 32);
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
      for (let block = 0; block < numBlocks; block++) {
        const from = block * 210;
        const d = readHalf(bytes, from + 208);
        for (let part = 0; part < 16; part++) {
          scales[block * 16 + part] = d * (((bytes[from + 192 + part] ?? 0) << 24) >> 24);
          const low = from + lowBytes(part);
          const high = from + highBytes(part);
          const lowShift = part & 4;
          const highShift = part & 6;
          const to = block * superBlockSize + part * 16;
          for (let i = 0; i < 16; i++) {
            const q =
              (((bytes[low + i] ?? 0) >> lowShift) & 15) |
              ((((bytes[high + i] ?? 0) >> highShift) & 3) << 4);
            codes[to + i] = q + codeOffset;
          }
        }
      }
    },
  },
};

/** Where the low bits of a part of 16 weights begin. */
function lowBytes(part: number): number {
  return ((part >> 3) << 6) + ((part & 3) << 4);
}

function highBytes(part: number): number {
  return 128 + ((part >> 3) << 5) + ((part & 1) << 4);
}
