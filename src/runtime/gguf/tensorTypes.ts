import type { TensorType } from "../checkpoint/tensorSource";
import { ggmlFormats } from "../ggml/ggmlFormats";

/** Names of ggml's tensor types by their numbers; those that are missing have been given up. Source: ggml.h, `ggml_type`. */
const names: Readonly<Partial<Record<number, string>>> = {
  0: "F32",
  1: "F16",
  2: "Q4_0",
  3: "Q4_1",
  6: "Q5_0",
  7: "Q5_1",
  8: "Q8_0",
  9: "Q8_1",
  10: "Q2_K",
  11: "Q3_K",
  12: "Q4_K",
  13: "Q5_K",
  14: "Q6_K",
  15: "Q8_K",
  16: "IQ2_XXS",
  17: "IQ2_XS",
  18: "IQ3_XXS",
  19: "IQ1_S",
  20: "IQ4_NL",
  21: "IQ3_S",
  22: "IQ2_S",
  23: "IQ4_XS",
  24: "I8",
  25: "I16",
  26: "I32",
  27: "I64",
  28: "F64",
  29: "IQ1_M",
  30: "BF16",
  34: "TQ1_0",
  35: "TQ2_0",
  39: "MXFP4",
  40: "NVFP4",
  41: "Q1_0",
};

/** The type that a number stands for, if it can be read. */
export function tensorTypeOf(number: number): TensorType | undefined {
  const name = names[number];
  return name !== undefined && isReadable(name) ? name : undefined;
}

/** How a type is called in an error. */
export function tensorTypeName(number: number): string {
  return names[number] ?? `number ${String(number)}`;
}

function isReadable(name: string): name is TensorType {
  return Object.hasOwn(ggmlFormats, name);
}
