import { describe, expect, it } from "vitest";
import { KvCache } from "../../../src/runtime/model/kvCache";

const shape = { numLayers: 2, numKvHeads: 2, headDim: 3 };

/** A cache whose tensors are the memory under them. */
function aCache(): {
  readonly cache: KvCache;
  readonly rows: () => readonly (readonly number[])[];
} {
  const cache = new KvCache(shape, (data, dims) => ({ data, dims }) as never);
  return {
    cache,
    rows: () =>
      cache.tensors.map(({ data, dims }) => {
        const [, numHeads = 0, capacity = 0, headDim = 0] = dims;
        expect(capacity).toBe(cache.capacity);
        return Array.from({ length: numHeads }, (_, head) =>
          Array.from(
            (data as Float32Array).subarray(
              head * capacity * headDim,
              (head * capacity + cache.length) * headDim,
            ),
          ),
        ).flat();
      }),
  };
}

/** Rows that differ from all others. */
function append(cache: KvCache, numRows: number, first: number): void {
  const size = 2 * shape.numLayers * shape.numKvHeads * numRows * shape.headDim;
  const rows = Float32Array.from({ length: size }, (_, i) => first + i);
  cache.append(
    rows,
    numRows,
    Int32Array.from({ length: numRows }, (_, row) => row),
  );
}

describe("KvCache", () => {
  it.each([1, 7, 256, 300])("puts %i rows back as they were", (numRows) => {
    const { cache, rows } = aCache();
    append(cache, numRows, 1);
    const before = rows();
    const { capacity } = cache;
    const copy = cache.copyRows();
    cache.truncate(0);
    append(cache, 600, 50_000);
    cache.replaceRows(copy, numRows);
    expect(cache.length).toBe(numRows);
    expect(rows()).toEqual(before);
    expect(cache.capacity, "a pass runs over the whole capacity").toBe(capacity);
  });

  it("copies what later changes do not reach", () => {
    const { cache, rows } = aCache();
    append(cache, 5, 1);
    const before = rows();
    const copy = cache.copyRows();
    cache.replaceRows(copy, 5);
    cache.truncate(2);
    append(cache, 3, 9000);
    cache.replaceRows(copy, 5);
    expect(rows()).toEqual(before);
  });

  it("says what a row takes", () => {
    const { cache } = aCache();
    append(cache, 10, 1);
    const numBytes = cache.copyRows().reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(cache.bytesPerRow * 10).toBe(numBytes);
  });

  it("forgets branches, and takes no rows of another shape", () => {
    const { cache } = aCache();
    append(cache, 4, 1);
    const copy = cache.copyRows();
    cache.appendBranches(new Float32Array(24), 1, 0);
    cache.replaceRows(copy, 4);
    expect(cache.numBranches).toBe(0);
    expect(() => {
      cache.replaceRows(copy, 5);
    }).toThrow("shape");
  });
});
