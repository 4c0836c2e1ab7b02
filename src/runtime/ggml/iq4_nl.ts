import { countBlocks, float16Reader } from "./blocks";
import type { GgmlFormat } from "./ggmlFormat";

const layout = { type: "IQ4_NL", blockSize: 32, blockBytes: 18 } as const;

/** What the 16 codes of IQ4_NL and IQ4_XS stand for: denser around zero, where most weights are. */
export const iq4Levels: Float32Array = Float32Array.of(
  ...[-127, -104, -83, -65, -49, -35, -22, -10],
  ...[1, 13, 25, 38, 53, 69, 89, 113],
);

/**
 * weight = d level(q).
 *
 * A block: d in 16 bits; 16 bytes, the low half of byte i is q of weight i, the high half that of weight i + 16.
 */
export const iq4_nl: GgmlFormat = {
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
        into[to + i] = d * (iq4Levels[pair & 15] ?? 0);
        into[to + 16 + i] = d * (iq4Levels[pair >> 4] ?? 0);
      }
    }
  },
};
