import fc from "fast-check";
import { expect, it } from "vitest";
import { PrefixTree } from "../../src/core/complete/prefixTree";
import { fixedRuns } from "../support/arbitraries";

const key = fc.string({ unit: fc.constantFrom("a", "b", "😀"), maxLength: 6 });

it("is a map that is asked for all beginnings of a text, whatever is put in and taken out", () => {
  const change = fc.tuple(key, fc.option(fc.nat(), { nil: undefined }));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), key, (changes, text) => {
      const tree = new PrefixTree<number>();
      const map = new Map<string, number>();
      for (const [name, value] of changes) {
        if (value === undefined) {
          tree.delete(name);
          map.delete(name);
        } else {
          tree.set(name, value);
          map.set(name, value);
        }
      }
      const expected = [...map]
        .filter(([name]) => text.startsWith(name))
        .map(([{ length }, value]) => ({ length, value }))
        .sort((a, b) => b.length - a.length);
      expect(tree.along(text)).toEqual(expected);
      for (const [name, value] of map) expect(tree.get(name)).toBe(value);
    }),
    fixedRuns(2000),
  );
});
