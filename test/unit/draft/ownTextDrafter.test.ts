import { describe, expect, it } from "vitest";
import type { DraftRequest } from "../../../src/core/draft/drafter";
import { OwnTextDrafter } from "../../../src/core/draft/ownTextDrafter";
import { PromptNgrams } from "../../../src/core/draft/promptNgrams";
import { SuffixAutomaton } from "../../../src/core/draft/suffixAutomaton";
import { draftChains } from "../../support/draftChains";
import { draftOnce } from "../../support/draftOnce";
import { plainDraftRequest } from "../../support/draftToy";
import { checkDrafter } from "../../support/laws/drafterLaws";
import { emit } from "../../support/emit";

const limits = { maxDrafts: 32, maxDepth: 32 };

function begun(prompt: readonly number[], request: Partial<DraftRequest> = {}): OwnTextDrafter {
  const drafter = new OwnTextDrafter("suffix-automaton", new SuffixAutomaton());
  drafter.begin(Int32Array.from(prompt), { ...plainDraftRequest, ...request });
  return drafter;
}

describe("OwnTextDrafter", () => {
  it("copies what stood behind the longest match", async () => {
    const drafter = begun([1, 2, 3, 4, 5, 9, 1, 2]);
    expect(await draftChains(drafter, 2, { maxDrafts: 4, maxDepth: 4 })).toEqual([[3, 4, 5, 9]]);
  });

  it("goes on copying from its own copy where the text repeats itself", async () => {
    expect(await draftChains(begun([5, 6, 7, 5, 6, 7]), 7, { maxDrafts: 7, maxDepth: 7 })).toEqual([
      [5, 6, 7, 5, 6, 7, 5],
    ]);
  });

  it("drafts other continuations beside it, but none that a single token suggests", async () => {
    const text = [1, 2, 3, 30, 31, 8, 2, 3, 40, 41, 8, 3, 50, 51, 8, 1, 2, 3];
    const chains = await draftChains(begun(text), 3, { maxDrafts: 32, maxDepth: 2 });
    expect(chains).toEqual([
      [30, 31],
      [40, 41],
    ]);
  });

  it("says how much agrees, one more with each token, and which choice it is", async () => {
    const { candidates } = await draftOnce(
      begun([1, 2, 3, 30, 31, 8, 2, 3, 40, 41, 7, 1, 2, 3]),
      3,
      { maxDrafts: 32, maxDepth: 2 },
    );
    const guesses = candidates.slice(1).map(({ token, guesses: [guess] }) => [token, guess]);
    expect(guesses).toEqual([
      [30, { source: "suffix-automaton", rank: 0, matchLength: 3 }],
      [31, { source: "suffix-automaton", rank: 0, matchLength: 4 }],
      [40, { source: "suffix-automaton", rank: 1, matchLength: 2 }],
      [41, { source: "suffix-automaton", rank: 0, matchLength: 3 }],
    ]);
  });

  it("goes on from the text before the cursor, whatever stands behind it in the prompt", async () => {
    const [before, suffix] = [Int32Array.of(1, 2, 3, 4, 1, 2), Int32Array.of(8, 1, 2, 9)];
    const prompt = [100, ...before, 101, ...suffix, 102];
    expect(await draftChains(begun(prompt), 102, limits)).toEqual([]);
    const told = await draftChains(begun(prompt, { before, suffix }), 102, {
      maxDrafts: 4,
      maxDepth: 2,
    });
    // What stands before the cursor is nearer than what stands behind it.
    expect(told).toEqual([[3, 4], [9]]);
  });

  it("copies nothing across the cursor", async () => {
    const request = { before: Int32Array.of(5, 1, 2), suffix: Int32Array.of(1, 2, 3) };
    expect(await draftChains(begun([5, 1, 2], request), 2, limits)).toEqual([[3]]);
  });

  it("learns what is emitted, and forgets what the next request does not hold", async () => {
    const drafter = begun([1, 2, 3]);
    drafter.observe(emit([4, 1, 2]));
    expect(await draftChains(drafter, 2, { maxDrafts: 2, maxDepth: 2 })).toEqual([[3, 4]]);
    drafter.begin(Int32Array.of(1, 2, 5, 1, 2), plainDraftRequest);
    expect(await draftChains(drafter, 2, { maxDrafts: 2, maxDepth: 2 })).toEqual([[5, 1]]);
  });

  it("drafts nothing where nothing is like the end", async () => {
    expect(await draftChains(begun([1, 2, 3, 4]), 4, limits)).toEqual([]);
  });

  it("obeys the laws of drafters with either index", async () => {
    for (const create of [() => new SuffixAutomaton(), () => new PromptNgrams()]) {
      for (const vocabSize of [3, 10]) {
        await checkDrafter(() => new OwnTextDrafter("own", create()), vocabSize);
      }
    }
  });
});
