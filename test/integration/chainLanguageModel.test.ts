import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LanguageModel } from "../../src/core/model/languageModel";
import { chainTree } from "../../src/core/tree/chainTree";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { optimumGraph } from "../support/exports/optimumGraph";
import { writeExport } from "../support/exports/writeExport";
import { randomTree, seededRandom } from "../support/randomTree";
import { silentLogger } from "../support/seedModel";
import { writeTinyModel } from "../support/tinyModel";

let folder: string;
let opened: OpenedModel;
let model: LanguageModel;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "foretype-chains-"));
  const checkpoint = await writeTinyModel(path.join(folder, "checkpoint"), {
    architecture: "LlamaForCausalLM",
    weightType: "F32",
    hasTiedHead: true,
    hasAttentionBias: false,
    intermediateSize: 48,
  });
  const source = await writeExport(path.join(folder, "export"), checkpoint, optimumGraph);
  const cacheFolder = path.join(folder, "cache");
  opened = await openModel(source, {
    ...{ cacheFolder, precision: "auto", threads: 1, logger: silentLogger },
  });
  model = opened.model;
});
afterAll(async () => {
  await opened.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  model.truncate(0);
});

async function prefill(...tokens: readonly number[]): Promise<void> {
  const output = await model.forward(chainTree(Int32Array.from(tokens)), Int32Array.of(0));
  model.keep(output, Int32Array.from(tokens.keys()));
}

describe("a model that runs sequences only", () => {
  it("says so", () => {
    expect(model.runsTrees).toBe(false);
  });

  it("brings whole rows with the pass or after it, the same, also when the step was kept", async () => {
    await prefill(1, 2, 3);
    const tree = randomTree(9, 200, seededRandom(2));
    const nodes = Int32Array.of(7, 2, 2, 5);
    const withIt = await model.forward(tree, nodes, { wantsLogits: true });
    const rows = await Promise.all(Array.from(nodes, (node) => withIt.fullRow(node)));
    const output = await model.forward(tree, nodes);
    model.keep(output, Int32Array.of(0));
    for (const [i, node] of nodes.entries()) {
      const row = await output.fullRow(node);
      const difference = row.map((logit, token) => Math.abs(logit - (rows[i]?.[token] ?? NaN)));
      expect(Math.max(...difference)).toBeLessThan(1e-4);
      expect(row[output.row(node).ids[0] ?? -1]).toBeCloseTo(output.row(node).logits[0] ?? NaN, 4);
    }
    expect(model.cachedLength).toBe(4);
  });

  it("computes a row where none is asked for", async () => {
    const output = await model.forward(chainTree(Int32Array.of(4, 5)), Int32Array.of());
    expect(output.row(1).ids.length).toBeGreaterThan(0);
    expect(() => output.row(0)).toThrow("node 0");
  });

  it("refuses to run twice at once, or to keep rows meanwhile", async () => {
    await prefill(1);
    const tree = chainTree(Int32Array.of(2));
    const before = await model.forward(tree, Int32Array.of(0));
    const running = model.forward(tree, Int32Array.of(0));
    await expect(model.forward(tree, Int32Array.of(0))).rejects.toThrow("running already");
    expect(() => {
      model.keep(before, Int32Array.of(0));
    }).toThrow("is running");
    await running;
    expect(model.cachedLength).toBe(1);
  });

  it("refuses rows, steps, paths, branches and positions that it has not", async () => {
    await prefill(1, 2);
    const tree = chainTree(Int32Array.of(3, 4, 5));
    const older = await model.forward(tree, Int32Array.of(1));
    expect(() => older.row(0)).toThrow("node 0");
    const output = await model.forward(tree, Int32Array.of(2));
    expect(() => {
      model.keep(older, Int32Array.of(0));
    }).toThrow("latest step");
    await expect(older.fullRow(1)).rejects.toThrow("latest step");
    expect(() => {
      model.keep(output, Int32Array.of(0, 2));
    }).toThrow("from parent to child");
    await expect(model.forward(tree, Int32Array.of(3))).rejects.toThrow("no node 3");
    await expect(model.forward(tree, Int32Array.of(2), { numBranches: 1 })).rejects.toThrow(
      "cannot be branches",
    );
    const unknown = chainTree(Int32Array.of(model.vocabSize));
    await expect(model.forward(unknown, Int32Array.of(0))).rejects.toThrow("no token");
    const long = chainTree(new Int32Array(model.maxLength - 1));
    await expect(model.forward(long, Int32Array.of(0))).rejects.toThrow("positions");
    model.truncate(1);
    expect(() => {
      model.keep(output, Int32Array.of(0));
    }).toThrow("has changed");
    expect(() => {
      model.truncate(2);
    }).toThrow("cannot truncate");
  });

  it("holds a whole context", async () => {
    const tokens = Int32Array.from({ length: model.maxLength }, (_, i) => i % 200);
    const output = await model.forward(chainTree(tokens), Int32Array.of(tokens.length - 1));
    model.keep(output, Int32Array.from(tokens.keys()));
    expect(model.cachedLength).toBe(model.maxLength);
    expect(Number.isFinite(output.row(tokens.length - 1).logSumExp)).toBe(true);
  });
});
