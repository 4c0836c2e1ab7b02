import type { TensorType } from "../checkpoint/tensorSource";

/** How one of ggml's tensor types stores numbers: floats, or blocks of codes with their scales. */
export interface GgmlFormat {
  readonly type: TensorType;
  /** Weights of a block. */
  readonly blockSize: number;
  readonly blockBytes: number;
  /**
   * The numbers that the format defines, in 32-bit floats, rounded where and as ggml's reference rounds.
   *
   * @param bytes [numBlocks * blockBytes], beginning anywhere in their buffer
   * @param into [numBlocks * blockSize]
   * @throws ForetypeError("invariant") if the lengths do not fit
   */
  dequantise(bytes: Uint8Array, into: Float32Array): void;
  /** How its codes map onto `MatMulNBits` without loss; absent where they do not. */
  readonly coding?: GgmlCoding;
}

/** The codes of a format as onnxruntime's `MatMulNBits` takes them. */
export interface GgmlCoding {
  readonly bits: 4 | 8;
  /** Weights that share one scale and offset. */
  readonly blockSize: 16 | 32;
  readonly hasOffsets: boolean;
  /**
   * weight = (code - 2^(bits - 1)) * scale + offset, where a format without offsets has 0.
   *
   * @param bytes as in `dequantise`
   * @throws ForetypeError("invariant") if the lengths do not fit
   */
  encode(bytes: Uint8Array, into: GgmlCodes): void;
}

/** Where codes are written. */
export interface GgmlCodes {
  /** [numBlocks, blockSize * bits / 8], of the coding's blocks; the even weight of a pair of 4 bits is in the low half. */
  readonly codes: Uint8Array;
  /** [numBlocks] */
  readonly scales: Float32Array;
  /** [numBlocks], where the coding has offsets. */
  readonly offsets?: Float32Array | undefined;
}
