import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { LastLogitRanks } from "../../../src/core/draft/lastLogitRanks";
import { PromptNgrams } from "../../../src/core/draft/promptNgrams";
import type { Draft } from "../../../src/core/draft/draft";
import { pathTo } from "../../../src/core/tree/pathTo";
import { chainTree } from "../../../src/core/tree/chainTree";
import { fixedRuns } from "../../support/arbitraries";
import { draftOnce } from "../../support/draftOnce";
import { plainDraftRequest } from "../../support/draftToy";
import { FakeModel, hashLogits } from "../../support/fakeModel";

const room = { maxDrafts: 127, maxDepth: 20 };

/** Paths of all drafted nodes, without the root. */
function pathsOf({ tree }: Draft): string[] {
  return Array.from({ length: tree.size - 1 }, (_, i) =>
    Array.from(pathTo(tree, i + 1).slice(1), (node) => at(tree.tokens, node)).join(" "),
  ).sort();
}

async function draftBehind(
  text: readonly number[],
  options: { readonly vocabSize: number; readonly topK: number },
): Promise<{ readonly draft: Draft; readonly ids: readonly number[] }> {
  const model = new FakeModel({ ...options, logitsOf: hashLogits({ seed: 3, ...options }) });
  const drafter = new LastLogitRanks(new PromptNgrams());
  drafter.begin(Int32Array.from(text), plainDraftRequest);
  const chain = chainTree(Int32Array.from(text.slice(0, -1)));
  const output = await model.forward(chain, Int32Array.of(chain.size - 1));
  drafter.observePrompt(output, Int32Array.of(chain.size - 1));
  const ids = Array.from(output.row(chain.size - 1).ids);
  const root = text.at(-1) ?? 0;
  const draft = await draftOnce(drafter, root, room);
  // Drafting leaves nothing behind.
  expect(pathsOf(await draftOnce(drafter, root, room))).toEqual(pathsOf(draft));
  return { draft, ids };
}

/** By definition: the longest n-gram of at most three that ends with the candidate, its most recent place, what stands behind. */
function continuation(text: readonly number[], candidate: number, length: number): number[] {
  const all = [...text, candidate];
  for (const n of [3, 2, 1]) {
    const key = all.slice(-n).join();
    for (let end = all.length - 2; end >= n - 1; end--) {
      if (all.length < n || all.slice(end - n + 1, end + 1).join() !== key) continue;
      return all.slice(end + 1, end + 1 + length);
    }
  }
  return [];
}

describe("LastLogitRanks", () => {
  it("drafts the row's other tokens, each with what stood behind it: brute force over small alphabets", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 12 }),
        fc.array(fc.nat(11), { minLength: 2, maxLength: 12 }),
        async (vocabSize, letters) => {
          const text = letters.map((letter) => letter % vocabSize);
          const { draft, ids } = await draftBehind(text, { vocabSize, topK: vocabSize });
          const others = ids.filter((id) => id !== text.at(-1));
          const expected = new Set<string>();
          for (const [rank, token] of others.entries()) {
            const path = [token, ...continuation(text, token, rank < 8 ? 4 : 3)];
            for (let n = 1; n <= path.length; n++) expected.add(path.slice(0, n).join(" "));
          }
          expect(pathsOf(draft)).toEqual([...expected].sort());
        },
      ),
      fixedRuns(200),
    );
  });

  it("takes the row's probabilities for those of its tokens one place later", async () => {
    const { draft, ids } = await draftBehind([1, 2, 3], { vocabSize: 40, topK: 20 });
    const others = ids.filter((id) => id !== 3).slice(0, 16);
    const guesses = draft.candidates
      .filter(({ depth }) => depth === 1)
      .map(({ token, guesses: [guess] }) => ({ token, ...guess }));
    expect(guesses.map(({ token }) => token)).toEqual(others);
    expect(guesses.map(({ rank }) => rank)).toEqual([...others.keys()]);
    const probabilities = guesses.map(({ probability = 0 }) => probability);
    expect(probabilities.toSorted((a, b) => b - a)).toEqual(probabilities);
    expect(probabilities.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1);
  });

  it("draws on the row that gave the last token, not on one that was read before", async () => {
    const vocabSize = 9;
    const model = new FakeModel({
      vocabSize,
      topK: 3,
      logitsOf: hashLogits({ seed: 7, vocabSize }),
    });
    const drafter = new LastLogitRanks(new PromptNgrams());
    drafter.begin(Int32Array.of(8), plainDraftRequest);
    expect((await draftOnce(drafter, 8, room)).tree.size).toBe(1);
    const output = await model.forward(chainTree(Int32Array.of(8, 2, 3)), Int32Array.of(0, 1, 2));
    // Node 2 was rejected.
    drafter.observe({ output, path: Int32Array.of(0, 1), emitted: Int32Array.of(2, 5) });
    const { candidates } = await draftOnce(drafter, 5, { maxDrafts: 99, maxDepth: 1 });
    const ids = Array.from(output.row(1).ids).filter((id) => id !== 5);
    expect(candidates.slice(1).map(({ token }) => token)).toEqual(ids);
    // A new request has no row before its prompt is read.
    drafter.begin(Int32Array.of(8, 2), plainDraftRequest);
    expect((await draftOnce(drafter, 2, room)).tree.size).toBe(1);
  });
});
