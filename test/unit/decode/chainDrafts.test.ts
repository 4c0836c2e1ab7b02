import { describe, expect, it } from "vitest";
import type { TokenTree } from "../../../src/core/tree/tokenTree";
import { decodeOnce } from "../../support/decodeOnce";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { pieceVocabulary } from "../../support/pieceVocabulary";
import { garbageStrategy } from "../../support/scriptedDrafter";

const vocabSize = pieceVocabulary.size;

/** The trees that a model is shown while a drafter offers branches at random, and what it writes. */
async function decode(
  runsTrees: boolean,
): Promise<{ readonly trees: readonly TokenTree[]; readonly tokens: Int32Array }> {
  const logitsOf = hashLogits({ seed: 3, vocabSize });
  const model = new FakeModel({ vocabSize, logitsOf, runsTrees });
  const trees: TokenTree[] = [];
  const forward = model.forward.bind(model);
  model.forward = (tree, ...rest) => {
    trees.push(tree);
    return forward(tree, ...rest);
  };
  const strategy = garbageStrategy({ seed: 5, vocabSize });
  const { tokens } = await decodeOnce(model, { strategy, maxTokens: 20 });
  return { trees, tokens };
}

function isChain({ parents }: TokenTree): boolean {
  return parents.every((parent, node) => parent === node - 1);
}

describe("drafting", () => {
  it("offers chains where every branch costs a pass, and the text stays the same", async () => {
    const trees = await decode(true);
    const chains = await decode(false);
    expect(trees.trees.every(isChain)).toBe(false);
    expect(chains.trees.every(isChain)).toBe(true);
    expect(Math.max(...chains.trees.map(({ size }) => size))).toBeGreaterThan(2);
    expect(chains.tokens).toEqual(trees.tokens);
  });
});
