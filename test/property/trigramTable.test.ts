import fc from "fast-check";
import { expect, it } from "vitest";
import { TrigramTable } from "../../src/core/draft/trigramTable";
import { fixedRuns } from "../support/arbitraries";

const token = fc.integer({ min: 0, max: 4 });

it("gives the newest row of three tokens or none, never that of others, however small it is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.tuple(token, token, token, fc.array(token, { maxLength: 4 })), {
        maxLength: 200,
      }),
      (numBits, rows) => {
        const table = new TrigramTable(numBits, 3);
        const book = new Map<string, number[]>();
        let numFound = 0;
        for (const [a, b, c, ids] of rows) {
          table.set(a, b, c, Int32Array.from(ids));
          book.set([a, b, c].join(), [...ids.slice(0, 3), -1, -1, -1].slice(0, 3));
          // What was just written is there.
          expect(Array.from(table.get(a, b, c) ?? [])).toEqual(book.get([a, b, c].join()));
        }
        for (let key = 0; key < 125; key++) {
          const [a, b, c] = [Math.floor(key / 25), Math.floor(key / 5) % 5, key % 5] as const;
          const row = table.get(a, b, c);
          if (row === undefined) continue;
          numFound++;
          expect(Array.from(row)).toEqual(book.get([a, b, c].join()));
        }
        expect(numFound).toBeLessThanOrEqual(2 ** numBits);
        // In a table with room to spare hardly anything is lost.
        if (numBits === 12) expect(numFound).toBeGreaterThanOrEqual(0.9 * book.size);
      },
    ),
    fixedRuns(200),
  );
});
