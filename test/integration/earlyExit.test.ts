import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findMarks } from "../../src/core/complete/fimMarks";
import { Completer } from "../../src/core/complete/completer";
import { defaultOptions } from "../../src/core/complete/request";
import { earlyExit } from "../../src/core/decode/earlyExit";
import type { ModelSource } from "../../src/core/model/modelSource";
import { neverCancelled } from "../../src/core/ports";
import { chainTree } from "../../src/core/tree/chainTree";
import { describeModel } from "../../src/runtime/describeModel";
import { openDraft } from "../../src/runtime/openDraft";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { locateModel } from "../../src/store/locateModel";
import { FakeClock } from "../support/fakeClock";
import { aRequest } from "../support/completionFixtures";
import { cutLayers } from "../support/cutLayers";
import { graphsFolder, modelsFolder, openSeedModel, silentLogger } from "../support/seedModel";

const options = {
  cacheFolder: graphsFolder,
  precision: "fp32",
  threads: 1,
  logger: silentLogger,
} as const;

describe("a model's first layers", () => {
  let source: ModelSource;
  let folder = "";
  beforeAll(async () => {
    source = await locateModel(modelsFolder, "foretype-seed");
    folder = await mkdtemp(path.join(os.tmpdir(), "foretype-layers-"));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function logitsOf(opened: OpenedModel): Promise<readonly Float32Array[]> {
    try {
      const text = await readFile(import.meta.filename, "utf8");
      const tokens = opened.vocabulary.encode(text.slice(0, 150));
      const nodes = Int32Array.from(tokens.keys());
      const output = await opened.model.forward(chainTree(tokens), nodes, { wantsLogits: true });
      const rows: Float32Array[] = [];
      for (const node of nodes) rows.push((await output.fullRow(node)).slice());
      return rows;
    } finally {
      await opened.close();
    }
  }

  it.each([1, 4, 6])("compute what a model of %s layers computes", async (numLayers) => {
    const cut = await cutLayers(source, numLayers, path.join(folder, String(numLayers)));
    const exit = await logitsOf(await openModel(source, { ...options, numLayers }));
    const alone = await logitsOf(await openModel(cut, options));
    expect(exit).toEqual(alone);
  });

  it("cost what they are, and leave the graph of the whole model where it is", async () => {
    const ask = { ...options, fileBytes: 0 };
    await (await openModel(source, options)).close();
    await (await openModel(source, { ...options, numLayers: 1 })).close();
    const whole = await describeModel(source, ask);
    const one = await describeModel(source, { ...ask, numLayers: 1 });
    expect([whole.isBuilt, one.isBuilt]).toEqual([true, true]);
    expect(one.memory.steady).toBeLessThan(whole.memory.steady);
    // A layer: queries and the output, keys and values, the feed-forward block, two norms.
    const layer = 2 * 256 * 256 + 2 * 128 * 256 + 3 * 256 * 768 + 2 * 256;
    expect(whole.numParameters - one.numParameters).toBe(5 * layer);
  });

  it.each([0, 7])("cannot be %s of 6", async (numLayers) => {
    await expect(openModel(source, { ...options, numLayers })).rejects.toMatchObject({
      code: "user/bad-argument",
      message: "Foretype Seed has 6 layers. Name a number from 1 to that.",
    });
  });

  it("draft for the model without changing its text", async () => {
    const opened = await openSeedModel("fp32");
    const target = { name: source.name, vocabulary: opened.vocabulary };
    const drafting = await openDraft(source, { ...options, numLayers: 5, target });
    try {
      expect(drafting.draft.translation).toBeUndefined();
      const { draft } = drafting;
      const completer = new Completer({ ...opened, clock: new FakeClock(), draft });
      const complete = (strategy: string): ReturnType<Completer["complete"]> =>
        completer.complete(
          aRequest({ shape: "block" }),
          { ...defaultOptions, strategy },
          neverCancelled,
        );
      const [plain, drafted] = [await complete("autoregressive"), await complete(earlyExit.id)];
      expect({ ...drafted, stats: 0 }).toEqual({ ...plain, stats: 0 });
      expect(drafted.stats?.numAcceptedTokens).toBeGreaterThan(0);
    } finally {
      await drafting.close();
      await opened.close();
    }
  });

  it("are no draft where whole models draft", () => {
    const context = { vocabSize: 4, clock: performance };
    expect(() => earlyExit.createDrafter(context)).toThrow(
      expect.objectContaining({ code: "user/bad-argument" }),
    );
  });

  it("end their text with the tokens of the model", async () => {
    const opened = await openModel(source, { ...options, numLayers: 1 });
    const whole = await openSeedModel("fp32");
    try {
      expect(findMarks(opened.format, opened.vocabulary)).toEqual(
        findMarks(whole.format, whole.vocabulary),
      );
    } finally {
      await opened.close();
      await whole.close();
    }
  });
});
