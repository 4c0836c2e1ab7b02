import { describe, expect, it } from "vitest";
import { TokenRecycling } from "../../../src/core/draft/tokenRecycling";
import { chainTree } from "../../../src/core/tree/chainTree";
import type { TokenTree } from "../../../src/core/tree/tokenTree";
import { draftOnce } from "../../support/draftOnce";
import { FakeModel } from "../../support/fakeModel";

const vocabSize = 10;

/** After token t the model prefers t + 1, then t + 2, and then the lowest ids. */
const model = new FakeModel({
  vocabSize,
  topK: 3,
  logitsOf: (context) => {
    const last = context.at(-1) ?? 0;
    const logits = new Float32Array(vocabSize);
    logits[(last + 1) % vocabSize] = 2;
    logits[(last + 2) % vocabSize] = 1;
    return logits;
  },
});

function aDrafter(): TokenRecycling {
  const hitRates = [
    [0.6, 0.2],
    [0.5, 0.1],
    [0.5, 0.1],
  ];
  return new TokenRecycling({ vocabSize, hitRates, numPromptRows: 4 });
}

async function teach(drafter: TokenRecycling, tokens: readonly number[]): Promise<void> {
  const tree = chainTree(Int32Array.from(tokens));
  const rows = Int32Array.from(tokens.keys());
  drafter.observePrompt(await model.forward(tree, rows), rows);
}

async function draftedBelow(
  drafter: TokenRecycling,
  root: number,
  limits: { maxDrafts: number; maxDepth: number },
): Promise<string[]> {
  const { size, tokens, parents } = (await draftOnce(drafter, root, limits)).tree;
  return Array.from({ length: size - 1 }, (_, i) => {
    const parent = parents[i + 1] ?? -1;
    return `${String(tokens[parent])}>${String(tokens[i + 1])}`;
  });
}

describe("TokenRecycling", () => {
  it("drafts nothing for a token it has never seen", async () => {
    expect(await draftedBelow(aDrafter(), 1, { maxDrafts: 5, maxDepth: 5 })).toEqual([]);
  });

  it("follows what the model preferred, the most probable paths first", async () => {
    const drafter = aDrafter();
    await teach(drafter, [1, 2]);
    expect(await draftedBelow(drafter, 1, { maxDrafts: 3, maxDepth: 5 })).toEqual([
      "1>2",
      "2>3",
      "1>3",
    ]);
  });

  it("fills the places of unknown paths with the next best", async () => {
    const drafter = aDrafter();
    await teach(drafter, [1]);
    // Nothing is known behind 2, so the paths below it are passed over.
    expect(await draftedBelow(drafter, 1, { maxDrafts: 2, maxDepth: 5 })).toEqual(["1>2", "1>3"]);
  });

  it("keeps to the depth that is allowed", async () => {
    const drafter = aDrafter();
    await teach(drafter, [1, 2, 3, 4]);
    expect(await draftedBelow(drafter, 1, { maxDrafts: 9, maxDepth: 1 })).toEqual(["1>2", "1>3"]);
  });

  it("learns from every node of a step, rejected ones too", async () => {
    const drafter = aDrafter();
    const tree: TokenTree = {
      size: 3,
      tokens: Int32Array.of(1, 2, 7),
      parents: Int32Array.of(-1, 0, 0),
      depths: Int32Array.of(0, 1, 1),
    };
    const output = await model.forward(tree, Int32Array.of(0, 1, 2));
    drafter.observe({ output, path: Int32Array.of(0, 1), emitted: Int32Array.of(2, 3) });
    expect(drafter.candidate(7, 0)).toBe(8);
    expect(drafter.candidate(7, 1)).toBe(9);
  });

  it("knows no candidates beyond the rows of the model", async () => {
    const drafter = aDrafter();
    await teach(drafter, [1]);
    expect([0, 1, 2, 3, 7].map((rank) => drafter.candidate(1, rank))).toEqual([2, 3, 0, -1, -1]);
  });

  it("remembers from request to request", async () => {
    const drafter = aDrafter();
    await teach(drafter, [1]);
    drafter.begin();
    expect(await draftedBelow(drafter, 1, { maxDrafts: 1, maxDepth: 1 })).toEqual(["1>2"]);
  });
});
