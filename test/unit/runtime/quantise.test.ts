import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  blockSize,
  quantise,
  type CodeBits,
  type QuantisedMatrix,
} from "../../../src/runtime/graph/quantise";

/** The weights that codes stand for, written down from `MatMulNBits`' definition. */
function weightsOf(
  matrix: QuantisedMatrix,
  numRows: number,
  numColumns: number,
  bits: CodeBits,
): number[] {
  const weights: number[] = [];
  for (let row = 0; row < numRows; row++) {
    for (let column = 0; column < numColumns; column++) {
      const block = row * matrix.numBlocks + Math.floor(column / blockSize);
      const index = block * blockSize + (column % blockSize);
      const byte = matrix.codes[bits === 8 ? index : index >> 1] ?? NaN;
      const code = bits === 8 ? byte : index % 2 === 0 ? byte & 15 : byte >> 4;
      weights.push((code - 2 ** (bits - 1)) * (matrix.scales[block] ?? NaN));
    }
  }
  return weights;
}

describe.each([8, 4] as const)("quantise at %i bits", (bits) => {
  it("moves no weight by more than half its block's scale", () => {
    const matrices = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 80 }))
      .chain(([numRows, numColumns]) =>
        fc.record({
          numRows: fc.constant(numRows),
          numColumns: fc.constant(numColumns),
          weights: fc.float32Array({
            minLength: numRows * numColumns,
            maxLength: numRows * numColumns,
            min: -100,
            max: 100,
            noNaN: true,
          }),
        }),
      );
    fc.assert(
      fc.property(matrices, ({ numRows, numColumns, weights }) => {
        const matrix = quantise(weights, numRows, numColumns, bits);
        expect(matrix.codes).toHaveLength((numRows * matrix.numBlocks * blockSize * bits) / 8);
        for (const [i, weight] of weightsOf(matrix, numRows, numColumns, bits).entries()) {
          const [row, column] = [Math.floor(i / numColumns), i % numColumns];
          const scale =
            matrix.scales[row * matrix.numBlocks + Math.floor(column / blockSize)] ?? NaN;
          // A block whose scale would be below 2^-126 is zero.
          const bound = Math.max((scale / 2) * (1 + 1e-5), 2 ** -119);
          expect(Math.abs(weight - (weights[i] ?? NaN))).toBeLessThanOrEqual(bound);
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("keeps a block of zeros and the ends of the range", () => {
    const weights = new Float32Array(2 * blockSize);
    weights[blockSize] = 3;
    weights[blockSize + 1] = -3;
    const matrix = quantise(weights, 1, 2 * blockSize, bits);
    expect(matrix.scales[0]).toBe(0);
    const restored = weightsOf(matrix, 1, 2 * blockSize, bits);
    expect(restored.slice(0, blockSize).every((weight) => weight === 0)).toBe(true);
    expect(restored[blockSize]).toBeCloseTo(3, 6);
    expect(restored[blockSize + 1]).toBeCloseTo(-3, 6);
  });
});
