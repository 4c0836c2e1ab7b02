import { describe, expect, it } from "vitest";
import { linearStorage } from "../../../../src/runtime/graph/linearStorage";

const codes = { kind: "codes", hasOffsets: false } as const;

describe("linearStorage", () => {
  it.each([
    ["Q8_0", { ...codes, bits: 8, blockSize: 32, isExact: true }],
    ["Q5_0", { ...codes, bits: 8, blockSize: 32, isExact: true }],
    ["Q4_0", { ...codes, bits: 4, blockSize: 32, isExact: true }],
    ["Q6_K", { ...codes, bits: 8, blockSize: 16, isExact: true }],
    ["Q4_K", { ...codes, bits: 4, blockSize: 32, hasOffsets: true, isExact: true }],
    ["Q5_K", { ...codes, bits: 8, blockSize: 32, hasOffsets: true, isExact: true }],
    ["Q2_K", { ...codes, bits: 8, blockSize: 32, isExact: false }],
    ["IQ4_XS", { ...codes, bits: 8, blockSize: 32, isExact: false }],
    ["BF16", { ...codes, bits: 8, blockSize: 32, isExact: false }],
  ] as const)("holds %s as its own codes where they map", (type, storage) => {
    expect(linearStorage(type, "auto")).toEqual(storage);
  });

  it.each(["int8", "int4"] as const)("codes everything anew at %s", (precision) => {
    const storage = { ...codes, bits: precision === "int8" ? 8 : 4, blockSize: 32, isExact: false };
    for (const type of ["F32", "Q8_0", "Q4_K"] as const) {
      expect(linearStorage(type, precision)).toEqual(storage);
    }
  });

  it("keeps every value at fp32", () => {
    expect(linearStorage("Q4_K", "fp32")).toEqual({ kind: "floats", isExact: true });
  });
});
