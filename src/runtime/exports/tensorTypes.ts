/** Bits of an element, by the number of its type in ONNX's `TensorProto.DataType`; text and complex numbers are left out. */
const bits: Readonly<Partial<Record<number, number>>> = {
  1: 32,
  2: 8,
  3: 8,
  4: 16,
  5: 16,
  6: 32,
  7: 64,
  9: 8,
  10: 16,
  11: 64,
  12: 32,
  13: 64,
  16: 16,
  17: 8,
  18: 8,
  19: 8,
  20: 8,
  21: 4,
  22: 4,
  23: 4,
  24: 8,
};

/** Numbers of types in ONNX's `TensorProto.DataType`. */
export const dataTypes = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  bfloat16: 16,
} as const;

/** The name of a type that the graph builder can make values of. */
export function elementTypeOf(dataType: number): keyof typeof dataTypes | undefined {
  const names = Object.keys(dataTypes) as (keyof typeof dataTypes)[];
  return names.find((name) => dataTypes[name] === dataType);
}

const mostElements = 2 ** 40;

/**
 * Bytes of a tensor as ONNX stores it.
 *
 * @returns `undefined` for a type or a shape that no weights have
 */
export function storedBytes(dataType: number, dims: readonly number[]): number | undefined {
  const perElement = bits[dataType];
  if (perElement === undefined || dims.some((size) => !Number.isSafeInteger(size) || size < 0)) {
    return undefined;
  }
  let numElements = 1;
  for (const size of dims) {
    numElements *= size;
    if (numElements > mostElements) return undefined;
  }
  return Math.ceil((numElements * perElement) / 8);
}
