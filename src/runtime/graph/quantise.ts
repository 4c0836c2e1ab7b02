/** Weights in a row that share one scale. */
export const blockSize = 32;

/** Bits of a weight's code. */
export type CodeBits = 4 | 8;

/** A weight matrix as codes, in the layout of onnxruntime's `MatMulNBits`. */
export interface QuantisedMatrix {
  /** [N, numBlocks, blockSize * bits / 8]; at 4 bits the even weight of a pair is in the low half of the byte. */
  readonly codes: Uint8Array<ArrayBuffer>;
  /** [N, numBlocks]; weight = (code - zeroPoint) * scale, where zeroPoint is 2^(bits - 1) */
  readonly scales: Float32Array<ArrayBuffer>;
  readonly numBlocks: number;
}

/**
 * Codes each block of a row as integers around zero, the largest magnitude at the end of the range, so that no weight
 * moves by more than half a scale. A row that does not fill its last block is filled up with zeros.
 *
 * @param weights [N, K] row by row, finite
 */
export function quantise(
  weights: Float32Array,
  numRows: number,
  numColumns: number,
  bits: CodeBits,
): QuantisedMatrix {
  const numBlocks = Math.ceil(numColumns / blockSize);
  const zeroPoint = 2 ** (bits - 1);
  const bytesPerBlock = (blockSize * bits) / 8;
  const codes = new Uint8Array(numRows * numBlocks * bytesPerBlock);
  const scales = new Float32Array(numRows * numBlocks);
  const block = new Uint8Array(blockSize);
  for (let row = 0; row < numRows; row++) {
    for (let b = 0; b < numBlocks; b++) {
      const begin = row * numColumns + b * blockSize;
      const end = Math.min(begin + blockSize, (row + 1) * numColumns);
      const index = row * numBlocks + b;
      scales[index] = quantiseBlockInto(block, weights, { begin, end, zeroPoint });
      packInto(codes, index * bytesPerBlock, block, bits);
    }
  }
  return { codes, scales, numBlocks };
}

/** The smallest 32-bit float of full precision. With a smaller scale codes could leave the range; the block is zero then. */
const smallestScale = 2 ** -126;

/**
 * Fills `block` with the codes of `weights` from `begin` to `end` and returns the scale. Half a billion weights come through here, so
 * that it walks by index and makes nothing.
 */
function quantiseBlockInto(
  block: Uint8Array,
  weights: Float32Array,
  {
    begin,
    end,
    zeroPoint,
  }: { readonly begin: number; readonly end: number; readonly zeroPoint: number },
): number {
  let largest = 0;
  for (let i = begin; i < end; i++) {
    const magnitude = Math.abs(weights[i] ?? 0);
    if (magnitude > largest) largest = magnitude;
  }
  // The scale is rounded before it is used: the codes must fit the scale that is stored.
  const scale = Math.fround(largest / (zeroPoint - 1));
  if (scale < smallestScale) {
    block.fill(zeroPoint);
    return 0;
  }
  if (end - begin < blockSize) block.fill(zeroPoint);
  for (let i = begin; i < end; i++) {
    block[i - begin] = Math.round((weights[i] ?? 0) / scale) + zeroPoint;
  }
  return scale;
}

function packInto(codes: Uint8Array, offset: number, block: Uint8Array, bits: CodeBits): void {
  if (bits === 8) {
    codes.set(block, offset);
    return;
  }
  for (let i = 0; i < blockSize; i += 2) {
    codes[offset + i / 2] = (block[i] ?? 0) | ((block[i + 1] ?? 0) << 4);
  }
}
