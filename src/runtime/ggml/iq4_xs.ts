import { countBlocks, float16Reader, superBlockSize } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";
import { iq4Levels } from "./iq4_nl";

const layout = { type: "IQ4_XS", blockSize: superBlockSize, blockBytes: 136 } as const;

/**
 * weight = d (s - 32) level(q), with s of 6 bits for each 32 weights and the levels of IQ4_NL.
 *
 * A block: d in 16 bits; eight times the high 2 bits of s, lowest first; 4 bytes of eight times the low 4 bits; 128 bytes of q.
 * Each 16 bytes of q are 32 weights: the low half of byte i is weight i, the high half weight i + 16.
 */
export const iq4_xs: GgmlFormat = {
  ...layout,
  dequantise(bytes, into) {
    const numBlocks = countBlocks(layout, bytes, into);
    const readHalf = float16Reader();
    for (let block = 0; block < numBlocks; block++) {
      const from = block * 136;
      const d = readHalf(bytes, from);
      const highs = (bytes[from + 2] ?? 0) | ((bytes[from + 3] ?? 0) << 8);
      for (let part = 0; part < 8; part++) {
        const low = ((bytes[from + 4 + (part >> 1)] ?? 0) >> ((part & 1) << 2)) & 15;
        const scale = d * ((low | (((highs >> (2 * part)) & 3) << 4)) - 32);
        const first = from + 8 + part * 16;
        const to = block * superBlockSize + part * 32;
        for (let i = 0; i < 16; i++) {
          const pair = bytes[first + i] ?? 0;
          into[to + i] = scale * (iq4Levels[pair & 15] ?? 0);
          into[to + 16 + i] = scale * (iq4Levels[pair >> 4] ?? 0);
        }
      }
    }
  },
};
