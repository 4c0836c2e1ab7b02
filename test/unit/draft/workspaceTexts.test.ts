import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WorkspaceTexts } from "../../../src/core/draft/workspaceTexts";
import { fixedRuns } from "../../support/arbitraries";
import { matchLength } from "../../support/naiveMatches";

function endsOf(texts: WorkspaceTexts, context: readonly number[]): [number, number[]][] {
  return texts.nearest(context, 9).map(({ length, end, tokens }) => {
    const behind = Array.from(tokens.subarray(end + 1));
    return [length, behind.slice(0, behind.indexOf(-1))];
  });
}

describe("WorkspaceTexts", () => {
  it("finds the longest matches of all texts, and of equals those of the text that was set last", () => {
    const texts = new WorkspaceTexts();
    texts.set("a", Int32Array.of(5, 1, 2, 10));
    texts.set("b", Int32Array.of(9, 5, 1, 2, 20));
    texts.set("c", Int32Array.of(8, 1, 2, 30));
    texts.set("d", Int32Array.of(8, 2, 40));
    expect(endsOf(texts, [9, 5, 1, 2])).toEqual([
      [4, [20]],
      [3, [10]],
      [2, [30]],
    ]);
    texts.set("a", Int32Array.of(1, 2, 11));
    expect(endsOf(texts, [7, 1, 2]).map(([, behind]) => behind)).toEqual([[11], [30], [20]]);
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
        const found = texts.nearest(context, 4);
        expect(found.map(({ length }) => length)).toEqual(lengths.slice(0, 4));
      }),
      fixedRuns(300),
    );
  });

  it("matches nothing from one text to the other", () => {
    const texts = new WorkspaceTexts();
    texts.set("a", Int32Array.of(7, 1));
    texts.set("b", Int32Array.of(2, 3, 5));
    expect(endsOf(texts, [1, 2])).toEqual([]);
    expect(endsOf(texts, [1, 2, 3])).toEqual([[2, [5]]]);
  });

  it("forgets what is deleted or replaced", () => {
    const texts = new WorkspaceTexts();
    texts.set("a", Int32Array.of(1, 1, 2));
    texts.set("a", Int32Array.of(1, 1, 3));
    expect(endsOf(texts, [1, 1])).toEqual([[2, [3]]]);
    texts.delete("a");
    texts.delete("never set");
    expect(endsOf(texts, [1, 1])).toEqual([]);
    expect(texts.numTokens).toBe(0);
  });

  it("keeps of a text that is too large the beginning", () => {
    const texts = new WorkspaceTexts(3);
    texts.set("a", Int32Array.of(1, 2, 3, 4, 5));
    expect(endsOf(texts, [1, 2])).toEqual([[2, [3]]]);
    expect(endsOf(texts, [3, 4])).toEqual([]);
  });

  it("finds runs of common tokens, too, among the newest of more places than are looked at", () => {
    const texts = new WorkspaceTexts();
    const common = Array.from({ length: 3000 }, (_, i) => (i % 2 === 0 ? 1 : 2));
    texts.set("a", Int32Array.from([...common, 5, 6, 7, 8, 1, 2, 9]));
    for (let i = 0; i < 40; i++) texts.set(`b${String(i)}`, Int32Array.from(common));
    // Eight tokens stand in one place only, two in tens of thousands.
    expect(endsOf(texts, [1, 2, 5, 6, 7, 8, 1, 2])[0]).toEqual([8, [9]]);
    expect(texts.nearest([3, 1, 2], 16)).toHaveLength(16);
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
          for (const context of [
            [0, 1],
            [1, 1, 2],
            [3, 0],
          ]) {
            expect(endsOf(texts, context)).toEqual(endsOf(fresh, context));
          }
        }
      }),
      fixedRuns(150),
    );
  });
});
