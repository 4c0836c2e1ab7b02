import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LanguageModel } from "../../src/core/model/languageModel";
import { chainTree } from "../../src/core/tree/chainTree";
import type { OpenedModel } from "../../src/runtime/openModel";
import { firstNodes, pathTo, randomTree, seededRandom } from "../support/randomTree";
import { openSeedModel } from "../support/seedModel";

/** Rows of a tree and of a sequence are summed in another order, which moves float32 logits by up to this. */
const tolerance = 1e-4;

let opened: OpenedModel;
let model: LanguageModel;
beforeAll(async () => {
  opened = await openSeedModel("fp32");
  model = opened.model;
});
afterAll(() => opened.close());

/** Logits after the last of `tokens`, fed behind an empty cache in one pass. The cache is left as it was found: empty. */
async function freshLogits(tokens: Int32Array): Promise<Float32Array> {
  model.truncate(0);
  const last = tokens.length - 1;
  const output = await model.forward(chainTree(tokens), Int32Array.of(last));
  return output.fullRow(last);
}

async function prefill(tokens: Int32Array): Promise<void> {
  model.truncate(0);
  if (tokens.length === 0) return;
  const output = await model.forward(chainTree(tokens), Int32Array.of(tokens.length - 1));
  model.keep(output, Int32Array.from(tokens.keys()));
}

function furthest(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] ?? NaN))), 0);
}

function randomTokens(length: number, random: () => number): Int32Array {
  return Int32Array.from({ length }, () => Math.floor(random() * 8000));
}

describe("a tree's rows equal those of the sequences in it", () => {
  for (const [cachedLength, seed] of [
    [0, 1],
    [1, 2],
    [500, 3],
  ] as const) {
    it(`behind ${String(cachedLength)} rows`, async () => {
      const random = seededRandom(seed);
      await prefill(randomTokens(cachedLength, random));
      for (const size of [1, 2, 7, 16]) {
        const tree = randomTree(size, 8000, random);
        const output = await model.forward(tree, Int32Array.from(tree.tokens.keys()));
        const rows: Float32Array[] = [];
        for (let node = 0; node < size; node++) rows.push(await output.fullRow(node));
        for (const [node, row] of rows.entries()) {
          const path = pathTo(tree, node).map((step) => tree.tokens[step] ?? NaN);
          const last = path.length - 1;
          const sequence = await model.forward(chainTree(path), Int32Array.of(last));
          expect(furthest(row, await sequence.fullRow(last))).toBeLessThan(tolerance);
        }
      }
    });
  }
});

describe("keeping rows", () => {
  it("leaves the cache of a fresh prefill, after many steps and cuts", async () => {
    const random = seededRandom(4);
    model.truncate(0);
    let committed: number[] = [];
    for (let step = 0; step < 60; step++) {
      const tree = randomTree(1 + Math.floor(random() * 12), 8000, random);
      const output = await model.forward(tree, Int32Array.of(0));
      const path = pathTo(tree, Math.floor(random() * tree.size));
      model.keep(output, path);
      committed.push(...Array.from(path, (node) => tree.tokens[node] ?? NaN));
      if (step % 10 === 9) {
        committed = committed.slice(0, Math.floor(committed.length * (0.5 + random() / 2)));
        model.truncate(committed.length);
      }
      expect(model.cachedLength).toBe(committed.length);
    }
    const next = chainTree(Int32Array.of(42));
    const continued = await (await model.forward(next, Int32Array.of(0))).fullRow(0);
    const expected = await freshLogits(Int32Array.from([...committed, 42]));
    expect(furthest(continued, expected)).toBeLessThan(tolerance);
  });

  it("keeps rows when the cache grows beyond its first memory", async () => {
    const tokens = randomTokens(600, seededRandom(5));
    await prefill(tokens.subarray(0, 250));
    for (let begin = 250; begin < 600; begin += 50) {
      const chunk = chainTree(tokens.slice(begin, begin + 50));
      model.keep(
        await model.forward(chunk, Int32Array.of(49)),
        Int32Array.from(chunk.tokens.keys()),
      );
    }
    expect(model.cachedLength).toBe(600);
    const next = chainTree(Int32Array.of(7));
    const continued = await (await model.forward(next, Int32Array.of(0))).fullRow(0);
    expect(furthest(continued, await freshLogits(Int32Array.from([...tokens, 7])))).toBeLessThan(
      tolerance,
    );
  });
});

describe("branches", () => {
  it("give the rows of sequences and leave the cache of a fresh prefill, beyond its first memory too", async () => {
    const random = seededRandom(12);
    const trunk = randomTokens(250, random);
    await prefill(trunk);
    const tree = randomTree(24, 8000, random);
    const last = tree.size - 1;
    let output = await model.forward(firstNodes(tree, 4), Int32Array.of(3));
    for (let size = 5; size <= tree.size; size++) {
      model.keepBranches(output);
      const nodes = Int32Array.of(size - 1);
      output = await model.forward(firstNodes(tree, size), nodes, { numBranches: size - 1 });
    }
    const row = (await output.fullRow(last)).slice();
    const path = pathTo(tree, last);
    model.keep(output, path);
    const tokens = [...trunk, ...path.map((node) => tree.tokens[node] ?? NaN)];
    const continued = await model.forward(chainTree(Int32Array.of(9)), Int32Array.of(0));
    const behind = (await continued.fullRow(0)).slice();
    expect(furthest(row, await freshLogits(Int32Array.from(tokens)))).toBeLessThan(tolerance);
    const longer = Int32Array.from([...tokens, 9]);
    expect(furthest(behind, await freshLogits(longer))).toBeLessThan(tolerance);
  });

  it("refuses those that it has not, and rows of those that do not run", async () => {
    await prefill(Int32Array.of(1));
    const tree = chainTree(Int32Array.of(2, 3));
    model.keepBranches(await model.forward(tree, Int32Array.of(1)));
    const longer = chainTree(Int32Array.of(2, 3, 4));
    const other = chainTree(Int32Array.of(2, 5, 4));
    const row = Int32Array.of(2);
    await expect(model.forward(longer, row, { numBranches: 3 })).rejects.toThrow("branches");
    await expect(model.forward(other, row, { numBranches: 2 })).rejects.toThrow(
      "node 1 is another",
    );
    await expect(model.forward(longer, Int32Array.of(1), { numBranches: 2 })).rejects.toThrow(
      "node 1 is a branch",
    );
    const grown = await model.forward(longer, row, { numBranches: 2 });
    model.truncate(1);
    expect(() => {
      model.keep(grown, Int32Array.of(0, 1, 2));
    }).toThrow("has changed");
    await expect(grown.fullRow(2)).rejects.toThrow("forgotten");
  });
});

describe("forward", () => {
  it("changes nothing", async () => {
    await prefill(randomTokens(40, seededRandom(6)));
    const tree = randomTree(8, 8000, seededRandom(7));
    const nodes = Int32Array.from(tree.tokens.keys());
    const first = Array.from((await model.forward(tree, nodes)).row(5).logits);
    await model.forward(randomTree(16, 8000, seededRandom(8)), Int32Array.of(3));
    expect(model.cachedLength).toBe(40);
    expect(Array.from((await model.forward(tree, nodes)).row(5).logits)).toEqual(first);
  });

  it("answers for a whole row also after the step was kept", async () => {
    await prefill(randomTokens(20, seededRandom(9)));
    const tree = randomTree(6, 8000, seededRandom(10));
    const output = await model.forward(tree, Int32Array.of(0, 4));
    model.keep(output, Int32Array.of(0));
    const full = await output.fullRow(4);
    const { ids, logits } = output.row(4);
    expect(full[ids[0] ?? -1]).toBe(logits[0]);
  });

  it("refuses to run twice at once", async () => {
    await prefill(Int32Array.of(1));
    const tree = chainTree(Int32Array.of(2));
    const running = model.forward(tree, Int32Array.of(0));
    await expect(model.forward(tree, Int32Array.of(0))).rejects.toThrow("running already");
    await running;
  });

  it("refuses rows and steps that it has not", async () => {
    await prefill(Int32Array.of(1));
    const tree = chainTree(Int32Array.of(2, 3));
    const older = await model.forward(tree, Int32Array.of(1));
    expect(() => older.row(0)).toThrow("node 0");
    await model.forward(tree, Int32Array.of(1));
    expect(() => {
      model.keep(older, Int32Array.of(0));
    }).toThrow("latest step");
    await expect(older.fullRow(1)).rejects.toThrow("latest step");
    await expect(model.forward(tree, Int32Array.of(2))).rejects.toThrow("no node 2");
    await expect(
      model.forward(chainTree(Int32Array.of(model.vocabSize)), Int32Array.of(0)),
    ).rejects.toThrow("no token");
    expect(() => {
      model.truncate(2);
    }).toThrow("cannot truncate");
  });

  it("refuses a path that does not lead from the root, and a step of another cache", async () => {
    await prefill(Int32Array.of(1, 2, 3));
    const tree = chainTree(Int32Array.of(2, 3, 4));
    const output = await model.forward(tree, Int32Array.of(2));
    expect(() => {
      model.keep(output, Int32Array.of(0, 2));
    }).toThrow("from parent to child");
    model.truncate(1);
    expect(() => {
      model.keep(output, Int32Array.of(0));
    }).toThrow("has changed");
  });

  it("refuses more positions than the model has", async () => {
    await prefill(randomTokens(model.maxLength - 1, seededRandom(11)));
    await model.forward(chainTree(Int32Array.of(5)), Int32Array.of(0));
    await expect(model.forward(chainTree(Int32Array.of(5, 6)), Int32Array.of(0))).rejects.toThrow(
      "positions",
    );
  });
});
