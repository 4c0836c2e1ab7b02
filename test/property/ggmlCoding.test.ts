import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ggmlFormats } from "../../src/runtime/ggml/ggmlFormats";
import type { GgmlCoding, GgmlFormat } from "../../src/runtime/ggml/ggmlFormat";
import { scaleOffsets } from "../support/ggmlScales";

const coded = Object.values(ggmlFormats).flatMap((format) =>
  format.coding === undefined ? [] : [{ type: format.type, format, coding: format.coding }],
);

/** Whole blocks of a format whose scales are finite. */
function blocksOf(format: GgmlFormat): fc.Arbitrary<Uint8Array> {
  const { blockBytes } = format;
  return fc
    .integer({ min: 1, max: 4 })
    .chain((numBlocks) =>
      fc.uint8Array({ minLength: numBlocks * blockBytes, maxLength: numBlocks * blockBytes }),
    )
    .map((bytes) => {
      for (let from = 0; from < bytes.length; from += blockBytes) {
        for (const offset of scaleOffsets(format.type)) {
          // A bit of the exponent is cleared: no infinity, and nothing that is no number.
          bytes[from + offset + 1] = (bytes[from + offset + 1] ?? 0) & ~0x08;
        }
      }
      return bytes;
    });
}

/** Each weight by the definition of the codes, and the size of the largest number that it is the sum of. */
function decode(
  bytes: Uint8Array,
  format: GgmlFormat,
  coding: GgmlCoding,
): { readonly weight: number; readonly largest: number }[] {
  const numWeights = (bytes.length / format.blockBytes) * format.blockSize;
  const numScales = numWeights / coding.blockSize;
  const codes = new Uint8Array((numWeights * coding.bits) / 8);
  const scales = new Float32Array(numScales);
  const offsets = coding.hasOffsets ? new Float32Array(numScales) : undefined;
  coding.encode(bytes, { codes, scales, offsets });
  return Array.from({ length: numWeights }, (_, i) => {
    const byte = codes[coding.bits === 8 ? i : i >> 1] ?? NaN;
    const code = coding.bits === 8 ? byte : (byte >> (4 * (i & 1))) & 15;
    const block = Math.floor(i / coding.blockSize);
    const scale = scales[block] ?? NaN;
    const offset = offsets?.[block] ?? 0;
    const product = (code - 2 ** (coding.bits - 1)) * scale;
    return {
      weight: product + offset,
      largest: Math.max(Math.abs(product), Math.abs(offset)),
    };
  });
}

describe("the codes of a quantised format", () => {
  it.each(coded)("$type: stand for exactly its weights", ({ format, coding }) => {
    fc.assert(
      fc.property(blocksOf(format), (bytes) => {
        const decoded = decode(bytes, format, coding);
        const floats = new Float32Array(decoded.length);
        format.dequantise(bytes, floats);
        const wrong = decoded.filter(({ weight, largest }, i) => {
          // An offset is a sum that has been rounded, and so is the weight it is compared with: by half a unit in the last place each.
          const rounding = coding.hasOffsets ? largest * 3 * 2 ** -24 : 0;
          return !(Math.abs(weight - (floats[i] ?? NaN)) <= rounding);
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it.each(coded)("$type: refuse lengths that do not fit", ({ format, coding }) => {
    const { blockBytes, blockSize } = format;
    const numScales = blockSize / coding.blockSize;
    const fitting = {
      codes: new Uint8Array((blockSize * coding.bits) / 8),
      scales: new Float32Array(numScales),
      offsets: coding.hasOffsets ? new Float32Array(numScales) : undefined,
    };
    const bytes = new Uint8Array(blockBytes);
    coding.encode(bytes, fitting);
    const unfit = [
      { ...fitting, codes: new Uint8Array(1) },
      { ...fitting, scales: new Float32Array(0) },
      { ...fitting, offsets: coding.hasOffsets ? undefined : new Float32Array(numScales) },
    ];
    for (const into of unfit) {
      expect(() => {
        coding.encode(bytes, into);
      }).toThrow(expect.objectContaining({ code: "invariant" }));
    }
    expect(() => {
      coding.encode(bytes.subarray(1), fitting);
    }).toThrow(expect.objectContaining({ code: "invariant" }));
  });

  it("are there for the formats whose blocks the graph can hold", () => {
    expect(
      coded.map(({ type, coding: { bits, blockSize, hasOffsets } }) => ({
        type,
        bits,
        blockSize,
        hasOffsets,
      })),
    ).toEqual([
      { type: "Q4_0", bits: 4, blockSize: 32, hasOffsets: false },
      { type: "Q4_1", bits: 4, blockSize: 32, hasOffsets: true },
      { type: "Q5_0", bits: 8, blockSize: 32, hasOffsets: false },
      { type: "Q5_1", bits: 8, blockSize: 32, hasOffsets: true },
      { type: "Q8_0", bits: 8, blockSize: 32, hasOffsets: false },
      { type: "Q4_K", bits: 4, blockSize: 32, hasOffsets: true },
      { type: "Q5_K", bits: 8, blockSize: 32, hasOffsets: true },
      { type: "Q6_K", bits: 8, blockSize: 16, hasOffsets: false },
    ]);
  });
});
