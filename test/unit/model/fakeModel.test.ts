import { describe, expect, it } from "vitest";
import { chainTree } from "../../../src/core/tree/chainTree";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { checkLanguageModel } from "../../support/laws/languageModelLaws";

// The other tests rely on the fake to notice misuse, so that it does is tested too.
describe("FakeModel", () => {
  const aModel = (): FakeModel =>
    new FakeModel({ vocabSize: 50, logitsOf: hashLogits({ seed: 1, vocabSize: 50 }), topK: 8 });
  const chain = chainTree(Int32Array.of(1, 2));
  const none = new Int32Array(0);

  it("obeys the laws of language models", async () => {
    await checkLanguageModel(aModel(), 0);
  });

  it("refuses a pass that is not the latest", async () => {
    const model = aModel();
    const output = await model.forward(chain, Int32Array.of(1));
    await model.forward(chain, none);
    expect(() => output.row(1)).toThrow("valid until the next pass");
    expect(() => {
      model.keep(output, Int32Array.of(0));
    }).toThrow("latest pass");
  });

  it("refuses branches that it has not, or that are others", async () => {
    const model = aModel();
    const longer = chainTree(Int32Array.of(1, 2, 3));
    const row = Int32Array.of(2);
    await expect(model.forward(longer, row, { numBranches: 2 })).rejects.toThrow(
      "no such branches",
    );
    model.keepBranches(await model.forward(chain, none));
    const other = chainTree(Int32Array.of(1, 4, 3));
    await expect(model.forward(other, row, { numBranches: 2 })).rejects.toThrow("is what it was");
    await expect(model.forward(chain, none, { numBranches: 2 })).rejects.toThrow("one node");
    await expect(model.forward(longer, Int32Array.of(1), { numBranches: 2 })).rejects.toThrow(
      "no node that runs",
    );
  });

  it("refuses to keep what was built on forgotten branches", async () => {
    const model = aModel();
    model.keepBranches(await model.forward(chain, none));
    const longer = chainTree(Int32Array.of(1, 2, 3));
    const output = await model.forward(longer, Int32Array.of(2), { numBranches: 2 });
    model.truncate(0);
    expect(() => {
      model.keep(output, Int32Array.of(0));
    }).toThrow("forgotten");
  });

  it("refuses to keep twice", async () => {
    const model = aModel();
    const output = await model.forward(chain, none);
    model.keep(output, Int32Array.of(0));
    expect(() => {
      model.keep(output, Int32Array.of(0));
    }).toThrow("the cache has changed");
  });

  it.each([[[1]], [[0, 0]], [[1, 0]]])("refuses to keep the path %j", async (path) => {
    const model = aModel();
    const output = await model.forward(chain, none);
    expect(() => {
      model.keep(output, Int32Array.from(path));
    }).toThrow("down from the root");
  });

  it("refuses rows that were not asked for", async () => {
    const output = await aModel().forward(chain, Int32Array.of(1));
    expect(() => output.row(0)).toThrow("not asked for");
  });

  it("refuses to truncate what is not there", () => {
    expect(() => {
      aModel().truncate(1);
    }).toThrow("no such rows");
  });

  it("refuses siblings with one token", async () => {
    const tree = {
      size: 3,
      tokens: Int32Array.of(1, 2, 2),
      parents: Int32Array.of(-1, 0, 0),
      depths: Int32Array.of(0, 1, 1),
    };
    await expect(aModel().forward(tree, none)).rejects.toThrow("siblings hold different tokens");
  });
});
