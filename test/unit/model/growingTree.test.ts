import { describe, expect, it } from "vitest";
import { GrowingTree } from "../../../src/core/model/growingTree";
import { chainTree } from "../../../src/core/tree/chainTree";
import { pathTo } from "../../../src/core/tree/pathTo";
import { FakeModel, hashLogits } from "../../support/fakeModel";

const vocabSize = 20;

function aModel(maxLength?: number): FakeModel {
  return new FakeModel({
    vocabSize,
    logitsOf: hashLogits({ seed: 3, vocabSize }),
    ...(maxLength !== undefined && { maxLength }),
  });
}

describe("GrowingTree", () => {
  it("runs each node once, and its rows are those of the sequences", async () => {
    const model = aModel();
    const tree = new GrowingTree(model, chainTree(Int32Array.of(5)));
    await tree.run(Int32Array.of(0));
    const [left, right] = [tree.add(0, 1), tree.add(0, 2)];
    expect(tree.add(0, 1)).toBe(left);
    await tree.run(Int32Array.of(left, right));
    const leaf = tree.add(left, 7);
    const output = await tree.run(Int32Array.of(leaf));
    expect({ size: tree.size, numPasses: tree.numPasses, numNodes: model.numNodes }).toEqual({
      size: 4,
      numPasses: 3,
      numNodes: 4,
    });
    const row = Array.from(output.row(leaf).ids);
    await output.fullRow(leaf);
    expect(model.numFullRows).toBe(0);
    model.keep(output, pathTo(output.tree, leaf));
    expect(model.cachedTokens).toEqual([5, 1, 7]);

    const fresh = aModel();
    const chain = await fresh.forward(chainTree(Int32Array.of(5, 1, 7)), Int32Array.of(2));
    expect(Array.from(chain.row(2).ids)).toEqual(row);
  });

  it("begins with a tree", async () => {
    const model = aModel();
    const start = {
      size: 3,
      tokens: Int32Array.of(4, 5, 6),
      parents: Int32Array.of(-1, 0, 0),
      depths: Int32Array.of(0, 1, 1),
    };
    const tree = new GrowingTree(model, start);
    const output = await tree.run(Int32Array.of(0, 1, 2));
    expect(Array.from(output.tree.tokens)).toEqual([4, 5, 6]);
    expect(tree.add(2, 9)).toBe(3);
  });

  it("has no more nodes than the model has positions", () => {
    const tree = new GrowingTree(aModel(2), chainTree(Int32Array.of(5)));
    expect(tree.add(0, 1)).toBe(1);
    expect(tree.add(0, 2)).toBe(-1);
  });

  it("refuses a pass without new nodes", async () => {
    const tree = new GrowingTree(aModel(), chainTree(Int32Array.of(5)));
    await tree.run(Int32Array.of(0));
    await expect(tree.run(Int32Array.of(0))).rejects.toThrow("new nodes");
  });
});
