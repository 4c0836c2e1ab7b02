import { describe, expect, it } from "vitest";
import { AcceptedDrafter } from "../../../src/core/draft/acceptedDrafter";
import { AcceptedTexts } from "../../../src/core/draft/acceptedTexts";
import { draftChains } from "../../support/draftChains";
import { draftOnce } from "../../support/draftOnce";
import { plainDraftRequest } from "../../support/draftToy";
import { emit } from "../../support/emit";
import { checkDrafter } from "../../support/laws/drafterLaws";

const limits = { maxDrafts: 32, maxDepth: 32 };

function accepted(texts: readonly (readonly number[])[]): AcceptedTexts {
  const store = new AcceptedTexts();
  for (const text of texts) store.add(Int32Array.from(text));
  return store;
}

describe("AcceptedTexts", () => {
  it("lets the oldest go when there is no room", () => {
    const texts = new AcceptedTexts(5);
    for (const text of [[1, 2], [3], [4, 5], [6, 7]]) texts.add(Int32Array.from(text));
    expect(texts.tree.texts.map((text) => Array.from(text))).toEqual([[3], [4, 5], [6, 7]]);
  });

  it("keeps of a text that is too large the beginning", () => {
    const texts = new AcceptedTexts(3);
    texts.add(Int32Array.of(1, 2, 3, 4));
    expect(texts.tree.texts).toEqual([Int32Array.of(1, 2, 3)]);
  });
});

describe("AcceptedDrafter", () => {
  it("drafts what followed, the more frequent first, with its probability", async () => {
    const drafter = new AcceptedDrafter(
      accepted([
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 4],
      ]),
    );
    drafter.begin(Int32Array.of(9, 1, 2), plainDraftRequest);
    const { candidates } = await draftOnce(drafter, 2, limits);
    expect(candidates.slice(1).map(({ token, guesses }) => [token, guesses])).toEqual([
      [3, [{ source: "accepted", rank: 0, matchLength: 2, probability: 3.5 / 6 }]],
      [4, [{ source: "accepted", rank: 1, matchLength: 2, probability: 1.5 / 6 }]],
    ]);
  });

  it("learns what is accepted meanwhile, and goes on from what is emitted", async () => {
    const texts = accepted([]);
    const drafter = new AcceptedDrafter(texts);
    drafter.begin(Int32Array.of(100, 9, 101), {
      ...plainDraftRequest,
      before: Int32Array.of(9, 1),
    });
    expect(await draftChains(drafter, 101, limits)).toEqual([]);
    texts.add(Int32Array.of(1, 2, 3, 4, 5));
    // A half for each of them: for the fourth that would be a sixteenth.
    expect(await draftChains(drafter, 101, limits)).toEqual([[2, 3, 4]]);
    drafter.observe(emit([2, 3]));
    expect(await draftChains(drafter, 3, limits)).toEqual([[4, 5]]);
  });

  it("obeys the laws of drafters", async () => {
    const create = (): AcceptedDrafter =>
      new AcceptedDrafter(
        accepted([
          [1, 2, 0, 1],
          [2, 2, 1],
          [0, 1, 2],
        ]),
      );
    await checkDrafter(create, 3);
  });
});
