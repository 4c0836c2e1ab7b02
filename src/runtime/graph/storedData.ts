import type { ElementType } from "./elementTypes";

/** A tensor of the file of weights. */
export interface StoredTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
}

/** Bytes of a stored tensor, from `offset` on, counted from the tensor's first byte. */
export interface StoredPiece {
  /** Name of the tensor. */
  readonly tensor: string;
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Tensors that are made together, piece by piece, so that a big one is never in memory whole. */
export interface StoredData {
  readonly tensors: readonly StoredTensor[];
  /** All pieces, in any order. Can be asked for more than once. */
  pieces(): AsyncIterable<StoredPiece>;
}

/** Where a tensor lies in the file of weights. */
export interface Place {
  readonly offset: number;
  readonly byteLength: number;
}

export interface PlacedData extends StoredData {
  /** In the order of `tensors`. */
  readonly places: readonly Place[];
}
