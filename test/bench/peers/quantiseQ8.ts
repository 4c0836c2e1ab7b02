import { toHalf } from "../../support/exports/toHalf";

const blockSize = 32;
const blockBytes = 34;

/**
 * Weights as ggml's Q8_0: blocks of 32 with one scale of 16 bits, the largest weight / 127, and signed bytes.
 *
 * @param values [n], n a multiple of 32
 */
export function quantiseQ8(values: Float32Array): Uint8Array {
  const numBlocks = values.length / blockSize;
  const bytes = new Uint8Array(numBlocks * blockBytes);
  const view = new DataView(bytes.buffer);
  for (let block = 0; block < numBlocks; block++) {
    const weights = values.subarray(block * blockSize, (block + 1) * blockSize);
    const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    const scale = largest / 127;
    view.setUint16(block * blockBytes, toHalf(Float32Array.of(scale))[0] ?? 0, true);
    for (const [i, weight] of weights.entries()) {
      const code = scale === 0 ? 0 : Math.round(weight / scale);
      view.setInt8(block * blockBytes + 2 + i, code);
    }
  }
  return bytes;
}
