import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../../src/core/tokens/concatBytes";
import { sortByBytes } from "../../../src/core/tokens/sortByBytes";

function sort(strings: readonly Uint8Array[]): readonly number[] {
  const starts = [0];
  for (const { length } of strings) starts.push((starts.at(-1) ?? 0) + length);
  return Array.from(sortByBytes({ bytes: concatBytes(strings), starts: Int32Array.from(starts) }));
}

describe("sortByBytes", () => {
  it("sorts nothing", () => {
    expect(sort([])).toEqual([]);
  });

  it("puts the shorter first, and equal ones in order of place", () => {
    const strings = ["ab", "a", "", "ab", "b", "abc"].map((text) => Buffer.from(text));
    expect(sort(strings)).toEqual([2, 1, 0, 3, 5, 4]);
  });

  it("sorts as comparing does", () => {
    // Few different bytes, so that many strings begin alike; 0 and 255 are bytes like any other.
    const string = fc
      .array(fc.constantFrom(0, 97, 98, 255), { maxLength: 6 })
      .map((bytes) => Uint8Array.from(bytes));
    fc.assert(
      fc.property(fc.array(string, { maxLength: 300, size: "max" }), (strings) => {
        const places = strings.map((_, place) => place);
        const compared = places.sort(
          (a, b) =>
            Buffer.compare(strings[a] ?? new Uint8Array(), strings[b] ?? new Uint8Array()) || a - b,
        );
        expect(sort(strings)).toEqual(compared);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});
