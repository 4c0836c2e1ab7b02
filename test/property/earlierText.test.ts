import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignedLength } from "../../src/core/complete/alignedLength";
import { earlierText } from "../../src/core/complete/earlierText";
import { wordsOf } from "../../src/core/complete/words";

/** Few letters, so that texts are alike in many ways. */
const code = fc.string({ unit: fc.constantFrom("a", "b", " ", ";", "\n", "😀"), maxLength: 40 });
const words = fc.array(fc.constantFrom("a", "ab", "b", ";", " "), { maxLength: 4 });

type Gap = "none" | "added" | "leftOut";

/** The least cost of turning `earlier` into `now`, found by trying everything: 1 a name, 1 a gap and 0.5 for each word in it. */
function leastCost(now: readonly string[], earlier: readonly string[], gap: Gap): number {
  const [word, ...laterWords] = now;
  const [other, ...laterOthers] = earlier;
  if (word === undefined && other === undefined) return 0;
  const costs: number[] = [];
  if (word !== undefined && other !== undefined) {
    const isSame = word === other || (laterWords.length === 0 && other.startsWith(word));
    const areNames = /\w/.test(word) && /\w/.test(other);
    if (isSame || areNames) {
      costs.push((isSame ? 0 : 1) + leastCost(laterWords, laterOthers, "none"));
    }
  }
  if (word !== undefined) {
    costs.push(0.5 + (gap === "added" ? 0 : 1) + leastCost(laterWords, earlier, "added"));
  }
  if (other !== undefined) {
    costs.push(0.5 + (gap === "leftOut" ? 0 : 1) + leastCost(now, laterOthers, "leftOut"));
  }
  return Math.min(...costs);
}

/** Runs of names or of blanks would be one word. */
function areSeparate(list: readonly string[]): boolean {
  return wordsOf(list.join("")).length === list.length;
}

describe("alignedLength", () => {
  it("is the longest of the beginnings that are cheapest to change into the text now", () => {
    fc.assert(
      fc.property(words.filter(areSeparate), words.filter(areSeparate), (now, earlier) => {
        const length = alignedLength(wordsOf(now.join("")), wordsOf(earlier.join(""))) ?? 0;
        const beginnings = Array.from({ length: earlier.length + 1 }, (_, n) =>
          earlier.slice(0, n),
        );
        const costs = beginnings.map((beginning) => leastCost(now, beginning, "none"));
        const best = beginnings[costs.lastIndexOf(Math.min(...costs))] ?? [];
        // Inside the word whose rest has not been typed.
        const [last, other] = [now.at(-1) ?? "", best.at(-1) ?? ""];
        const numMissing = last !== "" && other.startsWith(last) ? other.length - last.length : 0;
        expect(length).toBe(best.join("").length - numMissing);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("earlierText", () => {
  it("is always an end of the text before, and never the text that is there", () => {
    fc.assert(
      fc.property(code, code, code, (earlier, prefix, suffix) => {
        const found = earlierText(earlier, prefix, suffix);
        if (found === undefined) return;
        expect(earlier.endsWith(found)).toBe(true);
        expect(found).not.toBe(suffix);
        expect(found).not.toBe("");
      }),
      { numRuns: 2_000 },
    );
  });

  it("is what was taken away behind the cursor, whatever stands around it", () => {
    fc.assert(
      fc.property(code, code, code, (prefix, removed, suffix) => {
        fc.pre(removed !== "");
        expect(earlierText(prefix + removed + suffix, prefix, suffix)).toBe(removed + suffix);
      }),
      { numRuns: 2_000 },
    );
  });
});
