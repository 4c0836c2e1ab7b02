import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../src/core/complete/request";
import { neverCancelled } from "../../src/core/ports";
import { describeModelOf, prepareEngine } from "../../src/engine/prepareEngine";
import type { ModelParams } from "../../src/protocol/engineApi";
import { aRequest } from "../support/completionFixtures";
import { locateGrammar } from "../support/locateGrammar";
import { writeTinyModel } from "../support/tinyModel";
import { graphsFolder, modelsFolder, silentLogger } from "../support/seedModel";

const seed: ModelParams = {
  model: "foretype-seed",
  modelsFolder,
  cacheFolder: graphsFolder,
  modelFolders: [],
  precision: "fp32",
  threads: 1,
  provider: "cpu",
  draft: "foretype-seed",
};
const watch = { cancellation: neverCancelled, onProgress: () => undefined };
const parts = { clock: performance, logger: silentLogger, locateGrammar };

describe("an engine with a draft model", () => {
  it("drafts with it, and says what both need", async () => {
    const prepared = await prepareEngine(seed, watch, parts);
    const engine = await prepared.load();
    try {
      const options = { ...defaultOptions, maxTokens: 12 };
      const complete = (strategy: string): ReturnType<typeof engine.complete> =>
        engine.complete(aRequest(), { ...options, strategy }, neverCancelled);
      const [plain, drafted] = [await complete("autoregressive"), await complete("draft-model")];
      expect(drafted).toMatchObject({ kind: "suggestion" });
      expect({ ...drafted, stats: 0 }).toEqual({ ...plain, stats: 0 });
      expect(drafted.stats?.numAcceptedTokens).toBeGreaterThan(0);

      const { draft, memory } = await describeModelOf(seed, silentLogger);
      expect(draft?.name).toBe("Foretype Seed");
      expect(engine.facts).toMatchObject({
        draft: "Foretype Seed",
        memory: { steady: memory.steady + (draft?.memory.steady ?? 0) },
      });
    } finally {
      await engine.close();
    }
  });

  it.each([
    [
      "of another vocabulary",
      "tiny",
      /^Not used\. tiny cannot draft for Foretype Seed: .* have \d+ and 261 tokens\. Choose a smaller model of the same family\.$/u,
    ],
    ["that is not there", "none", /^Not used\. .*none/u],
  ])("opens without a draft model %s, and says why", async (_, name, problem) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "foretype-draft-"));
    try {
      await writeTinyModel(path.join(folder, "tiny"), {
        architecture: "LlamaForCausalLM",
        weightType: "F32",
        hasTiedHead: true,
        hasAttentionBias: false,
        intermediateSize: 64,
      });
      const params = { ...seed, draft: path.join(folder, name) };
      const engine = await (await prepareEngine(params, watch, parts)).load();
      try {
        expect(engine.facts.draft).toBeUndefined();
        expect(engine.facts.draftProblem).toMatch(problem);
      } finally {
        await engine.close();
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("has none where none is named, and suggests all the same", async () => {
    const { draft: _, ...alone } = seed;
    const engine = await (await prepareEngine(alone, watch, parts)).load();
    try {
      expect(engine.facts.draft).toBeUndefined();
      const options = { ...defaultOptions, maxTokens: 4 };
      const complete = (strategy: string): ReturnType<typeof engine.complete> =>
        engine.complete(aRequest(), { ...options, strategy }, neverCancelled);
      const [plain, drafted] = [await complete("autoregressive"), await complete("draft-model")];
      expect({ ...drafted, stats: 0 }).toEqual({ ...plain, stats: 0 });
      expect(await describeModelOf(alone, silentLogger)).not.toHaveProperty("draft");
    } finally {
      await engine.close();
    }
  });
});
