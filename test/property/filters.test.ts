import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FilterPlace } from "../../src/core/filter/filter";
import { applyFilters, filters } from "../../src/core/filter/filters";
import { fixedRuns } from "../support/arbitraries";

const fragment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Array.from("\n \t()[]{}\"'`;,:#/\\<>-=.")) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "\n",
      "\n    ",
      "\n\t",
      "a();\n",
      "a();\n  a();\n  a();\n",
      "return x",
      "if (a) {",
      "});",
      '"""',
      "'''",
      "${",
      "/*",
      "*/",
      "// src/a.ts\n",
      "```\n",
      "<|fim_middle|>",
      'password = "qV7rL2nX9"',
      "0, 0, 0, 0, 0, 0, 0, 0, ",
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom("\ud83d", "\ude00", "\u0000", "\ufeff", "\u00a0") },
);
const source = fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join(""));
const place: fc.Arbitrary<FilterPlace> = fc
  .record({
    prefix: source,
    suffix: source,
    path: fc.constantFrom("src/a.ts", "a.py", "a.rs", "a.go", "a.c", "a.java", "a.md", "a.unknown"),
    tabSize: fc.constantFrom(undefined, 1, 2, 4, 8),
    insertSpaces: fc.constantFrom(undefined, true, false),
  })
  .map(({ tabSize, insertSpaces, ...rest }) => ({
    ...rest,
    ...(tabSize !== undefined && { tabSize }),
    ...(insertSpaces !== undefined && { insertSpaces }),
  }));

/** Texts that have to do with their place: what stands there already is often written once more. */
const placed = fc
  .record({ place, text: source, from: fc.nat(20) })
  .chain(({ place, text, from }) =>
    fc
      .constantFrom(
        text,
        text + place.suffix.slice(0, 30),
        text + place.suffix.slice(from, from + 40),
        place.prefix.slice(-30) + text,
      )
      .map((written) => ({ place, text: written })),
  );

describe.each(filters)("the filter $id", (filter) => {
  it("takes all, takes pieces, or takes nothing, and then has nothing more to take", () => {
    fc.assert(
      fc.property(placed, ({ text, place: where }) => {
        const filtered = filter.apply(text, where);
        if (filtered.kind === "dropped") return;
        expect(isLeftOf(text, filtered.text)).toBe(true);
        expect(filter.apply(filtered.text, where)).toEqual(filtered);
      }),
      fixedRuns(1500),
    );
  });
});

describe("all filters together", () => {
  it("take all, take pieces or take nothing, name who did, and then have nothing more to take", () => {
    fc.assert(
      fc.property(placed, ({ text, place: where }) => {
        const filtered = applyFilters(text, where);
        if (filtered.kind === "dropped") return;
        expect(isLeftOf(text, filtered.text)).toBe(true);
        expect(filtered.text.trim()).not.toBe("");
        expect(filtered.changedBy.length > 0).toBe(filtered.text !== text);
        expect(applyFilters(filtered.text, where)).toEqual({ ...filtered, changedBy: [] });
      }),
      fixedRuns(1500),
    );
  });
});

/** Whether a text is another one with pieces left out, no character halved that was whole. */
function isLeftOf(text: string, left: string): boolean {
  const characters = Array.from(text);
  let index = 0;
  for (const character of Array.from(left)) {
    index = characters.indexOf(character, index) + 1;
    if (index === 0) return false;
  }
  return true;
}
