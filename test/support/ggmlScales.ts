import type { TensorType } from "../../src/runtime/checkpoint/tensorSource";

/** Where a block of a quantised format keeps its 16-bit floats, in bytes from its beginning; [] for formats of floats. */
export function scaleOffsets(type: TensorType): readonly number[] {
  switch (type) {
    case "F32":
    case "F16":
    case "BF16":
      return [];
    case "Q4_0":
    case "Q5_0":
    case "Q8_0":
    case "IQ4_NL":
    case "IQ4_XS":
      return [0];
    case "Q4_1":
    case "Q5_1":
    case "Q4_K":
    case "Q5_K":
      return [0, 2];
    case "Q2_K":
      return [80, 82];
    case "Q3_K":
      return [108];
    case "Q6_K":
      return [208];
    default:
      return type satisfies never;
  }
}
