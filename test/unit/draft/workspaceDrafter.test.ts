import { describe, expect, it } from "vitest";
import { WorkspaceDrafter } from "../../../src/core/draft/workspaceDrafter";
import { WorkspaceTexts } from "../../../src/core/draft/workspaceTexts";
import { draftChains } from "../../support/draftChains";
import { draftOnce } from "../../support/draftOnce";
import { plainDraftRequest } from "../../support/draftToy";
import { emit } from "../../support/emit";
import { checkDrafter } from "../../support/laws/drafterLaws";

const limits = { maxDrafts: 32, maxDepth: 3 };

function drafterOver(files: readonly (readonly number[])[]): WorkspaceDrafter {
  const texts = new WorkspaceTexts();
  for (const [i, tokens] of files.entries()) texts.set(String(i), Int32Array.from(tokens));
  return new WorkspaceDrafter(texts);
}

describe("WorkspaceDrafter", () => {
  it("copies what another file says behind the same tokens, to that file's end", async () => {
    const drafter = drafterOver([[7, 1, 2, 3, 4]]);
    drafter.begin(Int32Array.of(9, 1, 2), plainDraftRequest);
    expect(await draftChains(drafter, 2, limits)).toEqual([[3, 4]]);
  });

  it("prefers the longest match, and then what most places say", async () => {
    const drafter = drafterOver([
      [1, 2, 3, 30],
      [1, 2, 4, 40],
      [5, 2, 4, 41],
      [1, 2, 4, 42],
      [8, 1, 2, 9, 90],
    ]);
    drafter.begin(Int32Array.of(7, 1, 2), plainDraftRequest);
    expect(await draftChains(drafter, 2, limits)).toEqual([
      [4, 42],
      [9, 90],
      [3, 30],
    ]);
    drafter.begin(Int32Array.of(8, 1, 2), plainDraftRequest);
    const [, best, , second] = (await draftOnce(drafter, 2, limits)).candidates;
    expect(best?.guesses).toEqual([{ source: "workspace", rank: 0, matchLength: 3 }]);
    expect(second).toMatchObject({ token: 4, guesses: [{ rank: 1, matchLength: 2 }] });
  });

  it("drafts nothing from a single token", async () => {
    const drafter = drafterOver([[1, 2, 3]]);
    drafter.begin(Int32Array.of(9, 2), plainDraftRequest);
    expect(await draftChains(drafter, 2, limits)).toEqual([]);
  });

  it("goes on from the text before the cursor, and from what is emitted", async () => {
    const drafter = drafterOver([[1, 2, 3, 4, 5, 6]]);
    const before = Int32Array.of(1, 2);
    drafter.begin(Int32Array.of(100, 1, 2, 101, 8, 102), { ...plainDraftRequest, before });
    expect(await draftChains(drafter, 102, limits)).toEqual([[3, 4, 5]]);
    drafter.observe(emit([3, 4]));
    expect(await draftChains(drafter, 4, limits)).toEqual([[5, 6]]);
  });

  it("obeys the laws of drafters", async () => {
    const files = [
      [1, 2, 0, 1, 2, 2, 1],
      [0, 0, 1, 1, 2, 0],
    ];
    await checkDrafter(() => drafterOver(files), 3);
  });
});
