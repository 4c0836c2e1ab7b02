import type { Precision } from "../../core/model/modelSource";
import type { TensorType } from "../checkpoint/tensorSource";
import { ggmlFormats } from "../ggml/ggmlFormats";

/** How a graph holds a weight matrix. */
export type LinearStorage =
  | { readonly kind: "floats"; readonly isExact: true }
  /** weight = (code - 2^(bits - 1)) * scale + offset, a scale and an offset for each block of a row. */
  | {
      readonly kind: "codes";
      readonly bits: 4 | 8;
      readonly blockSize: 16 | 32;
      readonly hasOffsets: boolean;
      /** Whether the codes are the file's own, so that no weight changes. */
      readonly isExact: boolean;
    };

const floats: LinearStorage = { kind: "floats", isExact: true };

function codedAnew(bits: 4 | 8): LinearStorage {
  return { kind: "codes", bits, blockSize: 32, hasOffsets: false, isExact: false };
}

/**
 * How a tensor is held at a precision. `auto` keeps a quantised file's codes wherever they map onto the graph's, and codes
 * everything else at 8 bits: no weight then moves by more than 1/254 of its block's largest.
 */
export function linearStorage(type: TensorType, precision: Precision): LinearStorage {
  switch (precision) {
    case "fp32":
      return floats;
    case "int8":
      return codedAnew(8);
    case "int4":
      return codedAnew(4);
    case "auto": {
      const coding = ggmlFormats[type].coding;
      if (coding === undefined) return codedAnew(8);
      const { bits, blockSize, hasOffsets } = coding;
      return { kind: "codes", bits, blockSize, hasOffsets, isExact: true };
    }
    default:
      return precision satisfies never;
  }
}
