import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WorkspaceTexts } from "../../../src/core/draft/workspaceTexts";
import { fixedRuns } from "../../support/arbitraries";
import { matchLength } from "../../support/naiveMatches";

const limits = { leastLength: 1, mostPlaces: 9 };

function endsOf(texts: WorkspaceTexts, context: readonly number[]): [number, number[]][] {
  return texts
    .nearest(context, limits)
    .map(({ length, end, tokens }) => [length, Array.from(tokens.subarray(end + 1))]);
}

describe("WorkspaceTexts", () => {
  it("finds the longest matches of all texts, and of equals those of the text that was set last", () => {
    const texts = new WorkspaceTexts();
    texts.set("a", Int32Array.of(1, 2, 10));
    texts.set("b", Int32Array.of(9, 1, 2, 20));
    texts.set("c", Int32Array.of(8, 2, 30));
    expect(endsOf(texts, [9, 1, 2])).toEqual([
      [3, [20]],
      [2, [10]],
      [1, [30]],
    ]);
    texts.set("a", Int32Array.of(2, 11));
    expect(endsOf(texts, [7, 2]).map(([, behind]) => behind)).toEqual([[11], [30], [20]]);
  });

  it("finds what looking at all places of all texts finds", () => {
    const tokens = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 6 }), tokens, (all, context) => {
        const texts = new WorkspaceTexts();
        for (const [i, text] of all.entries()) texts.set(String(i), Int32Array.from(text));
        const lengths = all
          .flatMap((text) => Array.from(text.keys(), (end) => matchLength(text, end, context)))
          .filter((length) => length >= 2)
          .sort((a, b) => b - a);
        const found = texts.nearest(context, { leastLength: 2, mostPlaces: 4 });
        expect(found.map(({ length }) => length)).toEqual(lengths.slice(0, 4));
      }),
      fixedRuns(300),
    );
  });

  it("matches nothing from one text to the other", () => {
    const texts = new WorkspaceTexts();
    texts.set("a", Int32Array.of(7, 1));
    texts.set("b", Int32Array.of(2, 5));
    expect(endsOf(texts, [1, 2])).toEqual([[1, [5]]]);
  });

  it("forgets what is deleted or replaced", () => {
    const texts = new WorkspaceTexts();
    texts.set("a", Int32Array.of(1, 2));
    texts.set("a", Int32Array.of(1, 3));
    expect(endsOf(texts, [1])).toEqual([[1, [3]]]);
    texts.delete("a");
    texts.delete("never set");
    expect(endsOf(texts, [1])).toEqual([]);
    expect(texts.numTokens).toBe(0);
  });

  it("keeps of a text that is too large the beginning", () => {
    const texts = new WorkspaceTexts(3);
    texts.set("a", Int32Array.of(1, 2, 3, 4, 5));
    expect(endsOf(texts, [2])).toEqual([[1, [3]]]);
  });

  it("holds the latest texts that there is room for, whatever is set and deleted", () => {
    const names = fc.constantFrom("a", "b", "c", "d", "e");
    const changes = fc.array(
      fc.oneof(
        fc.record({
          name: names,
          tokens: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }),
        }),
        fc.record({ name: names }),
      ),
      { maxLength: 30 },
    );
    const mostTokens = 20;
    fc.assert(
      fc.property(changes, (all) => {
        const texts = new WorkspaceTexts(mostTokens);
        let held: { name: string; tokens: number[] }[] = [];
        for (const { name, tokens } of all.map((change) => ({ tokens: undefined, ...change }))) {
          held = held.filter((text) => text.name !== name);
          if (tokens === undefined) texts.delete(name);
          else {
            texts.set(name, Int32Array.from(tokens));
            held.push({ name, tokens });
          }
          const sum = (): number => held.reduce((length, text) => length + text.tokens.length, 0);
          while (sum() > mostTokens) held.shift();
          const fresh = new WorkspaceTexts();
          for (const text of held) fresh.set(text.name, Int32Array.from(text.tokens));
          expect(texts.numTokens).toBe(sum());
          for (const context of [[0, 1], [1, 1, 2], [3]]) {
            expect(endsOf(texts, context)).toEqual(endsOf(fresh, context));
          }
        }
      }),
      fixedRuns(150),
    );
  });
});
