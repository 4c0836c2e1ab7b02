import { invariant } from "../../core/errors";
import { checkFinite } from "../checkpoint/checkFinite";
import type { RowRange, TensorSource } from "../checkpoint/tensorSource";
import { ggmlFormats } from "../ggml/ggmlFormats";
import type { LinearStorage } from "./linearStorage";
import { quantise } from "./quantise";

export type CodedStorage = Extract<LinearStorage, { readonly kind: "codes" }>;

/** Rows of a weight matrix as codes, in the layout of onnxruntime's `MatMulNBits`. */
export interface CodedRows {
  /** [rows, numBlocks, blockSize * bits / 8]; at 4 bits the even weight of a pair is in the low half of the byte. */
  readonly codes: Uint8Array<ArrayBuffer>;
  /** [rows, numBlocks] */
  readonly scales: Float32Array<ArrayBuffer>;
  /** [rows, numBlocks] where the storage has offsets */
  readonly offsets: Float32Array<ArrayBuffer> | undefined;
}

/** Blocks of a row of `numColumns` weights; the last may be filled up with zeros. */
export function blocksOf(storage: CodedStorage, numColumns: number): number {
  return Math.ceil(numColumns / storage.blockSize);
}

/**
 * Reads some rows of a matrix and codes them: with the file's own codes where the storage is exact, anew otherwise.
 *
 * @throws model/corrupt if a weight, or a scale of some, is no finite number
 */
export async function codeRows(
  tensors: TensorSource,
  name: string,
  rows: RowRange,
  storage: CodedStorage,
): Promise<CodedRows> {
  const numColumns = tensors.shapeOf(name)[1] ?? 0;
  const { bits, blockSize } = storage;
  if (!storage.isExact) {
    invariant(blockSize === 32 && !storage.hasOffsets, "what is coded anew has blocks of 32");
    const { codes, scales } = quantise(
      await tensors.floats(name, rows),
      rows.count,
      numColumns,
      bits,
    );
    return { codes, scales, offsets: undefined };
  }
  const { coding } = ggmlFormats[tensors.typeOf(name)];
  invariant(coding !== undefined, `the codes of "${name}" map onto no storage`);
  const numWeights = rows.count * numColumns;
  const numBlocks = numWeights / blockSize;
  const coded = {
    codes: new Uint8Array((numWeights * bits) / 8),
    scales: new Float32Array(numBlocks),
    offsets: coding.hasOffsets ? new Float32Array(numBlocks) : undefined,
  };
  const { codes, scales, offsets } = coded;
  coding.encode(
    await tensors.bytes(name, rows),
    offsets === undefined ? { codes, scales } : { codes, scales, offsets },
  );
  checkFinite(scales, tensors.path, name);
  if (offsets !== undefined) checkFinite(offsets, tensors.path, name);
  return coded;
}
