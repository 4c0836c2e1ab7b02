import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../src/core/complete/request";
import { neverCancelled } from "../../src/core/ports";
import { describeModelOf, prepareEngine } from "../../src/engine/prepareEngine";
import type { ModelParams } from "../../src/protocol/engineApi";
import { aRequest } from "../support/completionFixtures";
import { RecordingLogger } from "../support/recordingLogger";
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

  it("drafts through text where the vocabularies differ", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "foretype-draft-"));
    try {
      const tiny = path.join(folder, "tiny");
      await writeTinyModel(tiny, {
        architecture: "LlamaForCausalLM",
        weightType: "F32",
        hasTiedHead: true,
        hasAttentionBias: false,
        intermediateSize: 64,
      });
      for (const params of [
        { ...seed, draft: tiny },
        { ...seed, model: tiny },
      ]) {
        const logger = new RecordingLogger();
        const engine = await (await prepareEngine(params, watch, { ...parts, logger })).load();
        try {
          expect(logger.messagesOf("info").join("\n")).toMatch(
            /drafts through text: .* have \d+ and \d+ tokens/u,
          );
          expect(engine.facts.draft).toBe(params.model === tiny ? "Foretype Seed" : "tiny");
          expect(engine.facts.draftProblem).toBeUndefined();
          const options = { ...defaultOptions, maxTokens: 12 };
          const complete = (strategy: string): ReturnType<typeof engine.complete> =>
            engine.complete(aRequest(), { ...options, strategy }, neverCancelled);
          const [plain, drafted] = [
            await complete("autoregressive"),
            await complete("draft-model"),
          ];
          expect({ ...drafted, stats: 0 }).toEqual({ ...plain, stats: 0 });
          // The tiny model has no room for a prompt, which must not be the end of the suggestion.
          expect(logger.messagesOf("warn")).toHaveLength(params.draft === tiny ? 1 : 0);
        } finally {
          await engine.close();
        }
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("opens without a draft model that is not there, and says why", async () => {
    const params = { ...seed, draft: path.join(os.tmpdir(), "no-such-model") };
    const engine = await (await prepareEngine(params, watch, parts)).load();
    try {
      expect(engine.facts.draft).toBeUndefined();
      expect(engine.facts.draftProblem).toMatch(/^Not used\. .*no-such-model/u);
    } finally {
      await engine.close();
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
