import { invariant } from "../../core/errors";
import { float16Values } from "../checkpoint/halfFloat";
import type { GgmlCodes, GgmlCoding, GgmlFormat } from "./ggmlFormat";

/** Weights in a block of ggml's k-quants. */
export const superBlockSize = 256;

/** From a weight of 5 bits, q - 16, to a code of 8 bits around 128. */
export const fiveBitOffset = 128 - 16;

/**
 * How many blocks there are to read.
 *
 * @throws ForetypeError("invariant") unless `bytes` holds whole blocks and `into` has room for just their weights
 */
export function countBlocks(
  format: Pick<GgmlFormat, "type" | "blockSize" | "blockBytes">,
  bytes: Uint8Array,
  into: Float32Array,
): number {
  const numBlocks = bytes.length / format.blockBytes;
  invariant(
    Number.isInteger(numBlocks) && into.length === numBlocks * format.blockSize,
    `${String(bytes.length)} bytes of ${format.type} are not ${String(into.length)} weights`,
  );
  return numBlocks;
}

/**
 * How many of the format's blocks there are to write codes of.
 *
 * @throws ForetypeError("invariant") unless the codes, scales and offsets have the coding's lengths
 */
export function countCoded(
  format: Pick<GgmlFormat, "type" | "blockSize" | "blockBytes">,
  coding: Pick<GgmlCoding, "bits" | "blockSize" | "hasOffsets">,
  bytes: Uint8Array,
  into: GgmlCodes,
): number {
  const numBlocks = bytes.length / format.blockBytes;
  const numWeights = numBlocks * format.blockSize;
  const numScales = numWeights / coding.blockSize;
  invariant(
    Number.isInteger(numBlocks) &&
      into.codes.length === (numWeights * coding.bits) / 8 &&
      into.scales.length === numScales &&
      (into.offsets?.length ?? 0) === (coding.hasOffsets ? numScales : 0),
    `the codes of ${String(bytes.length)} bytes of ${format.type} want other lengths`,
  );
  return numBlocks;
}

/** @throws ForetypeError("invariant") if there are none */
export function offsetsOf(into: GgmlCodes): Float32Array {
  invariant(into.offsets !== undefined, "a coding with offsets needs a place for them");
  return into.offsets;
}

/** Reads 16-bit floats that lie anywhere among bytes. The table is fetched once, outside the loops. */
export function float16Reader(): (bytes: Uint8Array, offset: number) => number {
  const values = float16Values();
  return (bytes, offset) => values[(bytes[offset] ?? 0) | ((bytes[offset + 1] ?? 0) << 8)] ?? 0;
}

/**
 * Of `count` bytes, each two weights of 4 bits: writes all low halves, then all high halves, two to a byte in their order.
 * ggml keeps a weight beside the one half a block later, `MatMulNBits` beside its neighbour.
 */
export function regroupNibbles(
  bytes: Uint8Array,
  from: number,
  count: number,
  codes: Uint8Array,
  to: number,
): void {
  const half = count >> 1;
  for (let i = 0; i < half; i++) {
    const even = bytes[from + 2 * i] ?? 0;
    const odd = bytes[from + 2 * i + 1] ?? 0;
    codes[to + i] = (even & 15) | ((odd & 15) << 4);
    codes[to + half + i] = (even >> 4) | (odd & 0xf0);
  }
}

/**
 * Writes 32 weights of 5 bits as codes of 8 bits around 128. From `from` on there are 32 fifth bits, lowest first, and then 16
 * bytes: the low half of byte i has the other bits of weight i, the high half those of weight i + 16.
 */
export function writeFiveBits(
  bytes: Uint8Array,
  from: number,
  codes: Uint8Array,
  to: number,
): void {
  const low = (bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8);
  const high = (bytes[from + 2] ?? 0) | ((bytes[from + 3] ?? 0) << 8);
  for (let i = 0; i < 16; i++) {
    const pair = bytes[from + 4 + i] ?? 0;
    codes[to + i] = ((pair & 15) | (((low >> i) & 1) << 4)) + fiveBitOffset;
    codes[to + 16 + i] = ((pair >> 4) | (((high >> i) & 1) << 4)) + fiveBitOffset;
  }
}
