import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Outcome } from "../../src/core/complete/outcome";
import { defaultOptions, type CompletionRequest } from "../../src/core/complete/request";
import type { EngineState } from "../../src/extension/engineState";
import { protocolVersion, type ModelParams } from "../../src/protocol/engineApi";
import { buildBundle } from "../support/buildBundle";
import { aRequest } from "../support/completionFixtures";
import { isAlive, LiveEngine, pause, removeBundle, until } from "../support/liveEngine";
import { orphanOf } from "../support/orphanOf";
import { processCpuMs } from "../support/processCpu";
import { rawEngine } from "../support/rawEngine";
import { graphsFolder, modelsFolder } from "../support/seedModel";

const seed: ModelParams = {
  model: "foretype-seed",
  modelsFolder,
  cacheFolder: graphsFolder,
  modelFolders: [],
  precision: "fp32",
  threads: 2,
  provider: "cpu",
};

/** Enough code that the prompt alone takes many passes; `name` makes it another document with nothing to reuse. */
function longRequest(name: string): CompletionRequest {
  const lines = Array.from(
    { length: 120 },
    (_, line) =>
      `export const ${name}${String(line)} = (value: number) => value * ${String(line)};\n`,
  );
  return {
    documentId: `file:///${name}.ts`,
    path: `src/${name}.ts`,
    prefix: `${lines.join("")}export function sum(values: number[]): number {\n  let total = 0;\n  `,
    suffix: "\n  return total;\n}\n",
    shape: "block",
  };
}

/** The whole engine: process, RPC, onnxruntime and the embedded model. */
describe("the engine process", () => {
  let enginePath = "";
  const engines: LiveEngine[] = [];

  beforeAll(async () => {
    enginePath = await buildBundle("src/engine/main.ts");
  });
  afterEach(() => {
    for (const { client } of engines.splice(0)) client.dispose();
  });
  afterAll(() => removeBundle(enginePath));

  function engine(model: Partial<ModelParams> = {}, bundle = enginePath): LiveEngine {
    const live = new LiveEngine({ enginePath: bundle, model: { ...seed, ...model } });
    engines.push(live);
    return live;
  }

  it("completes, and says what it opened", async () => {
    const live = await engine().start();
    expect(live.client.state).toMatchObject({
      kind: "ready",
      opened: {
        modelId: "foretype-seed",
        architecture: "LlamaForCausalLM",
        precision: "fp32",
        threads: 2,
        hasFim: true,
      },
    });
    const outcome = await live.complete({});
    expect(outcome).toMatchObject({ kind: "suggestion", stats: { numRequests: 1 } });
    expect(outcome.stats?.numGeneratedTokens).toBeGreaterThan(0);
  });

  it("describes a model without opening it", async () => {
    const live = await engine().start();
    const description = await live.client.describe({ ...seed, precision: "int8" });
    expect(description).toMatchObject({ id: "foretype-seed", hasFim: true, contextLength: 1024 });
    expect(description.numParameters).toBeGreaterThan(6e6);
    await expect(live.client.describe({ ...seed, model: "/no/such.gguf" })).rejects.toMatchObject({
      code: "model/missing",
    });
    expect(live.client.state).toMatchObject({ kind: "ready", opened: { precision: "fp32" } });
  });

  it("keeps the open model where another cannot be opened", async () => {
    const live = await engine().start();
    const opening = live.client.open({ ...seed, model: "/no/such.gguf" });
    await expect(opening).rejects.toMatchObject({ code: "model/missing" });
    expect(await live.complete({})).toMatchObject({ kind: "suggestion" });
    expect(live.pids).toHaveLength(1);
  });

  it("finds a prompt warm that was fed in advance, and a request ends the feeding", async () => {
    const live = await engine().start();
    const { signal } = new AbortController();
    const warmth = await live.client.warm(longRequest("warm"), defaultOptions, signal);
    expect(warmth).toMatchObject({ isComplete: true });
    const outcome = await live.complete(longRequest("warm"));
    expect(outcome.stats?.numReusedTokens).toBe(warmth?.numTokens);
    const cold = live.client.warm(longRequest("cold"), defaultOptions, signal);
    await pause(5);
    expect(await live.complete({})).toMatchObject({ kind: "suggestion" });
    expect(await cold).toMatchObject({ isComplete: false });
  });

  it("gives the same text for every strategy", async () => {
    const live = await engine().start();
    const texts = [];
    for (const strategy of ["autoregressive", "token-recycling"]) {
      const outcome = await live.complete(longRequest("same"), { strategy });
      texts.push(outcome.kind === "suggestion" ? outcome.text : outcome.reason);
    }
    expect(texts[0]).toBe(texts[1]);
  });

  it("holds a suggestion to the syntax of its language, with the grammars beside it", async () => {
    const live = await engine().start();
    const outcome = await live.complete({}, { constraints: ["syntax"] });
    expect(outcome.stats?.numConstraintEvaluations).toBeGreaterThan(0);
    expect(live.log.messagesOf("warn")).toEqual([]);
    const wrong = await live.complete({}, { constraints: ["magic"] });
    expect(wrong).toHaveProperty("detail", expect.stringContaining("single-line, brackets"));
  });

  it("names a strategy that it does not know", async () => {
    const live = await engine().start();
    const outcome = await live.complete({}, { strategy: "clairvoyance" });
    expect(outcome).toMatchObject({ kind: "none", reason: "failed" });
    expect(outcome).toHaveProperty("detail", expect.stringContaining("token-recycling"));
    expect(await live.complete({})).toMatchObject({ kind: "suggestion" });
  });

  it("obeys a cancel in the middle of a request, and serves the next", async () => {
    const { process, rpc } = rawEngine(enginePath);
    try {
      await rpc.call("open", { ...seed, protocolVersion }).result;
      const call = rpc.call("complete", { request: longRequest("a"), options: defaultOptions });
      await pause(30);
      call.cancel();
      expect(await call.result).toMatchObject({ kind: "none", reason: "cancelled" });
      const next = rpc.call("complete", { request: aRequest(), options: defaultOptions });
      expect(await next.result).toMatchObject({ kind: "suggestion" });
    } finally {
      process.kill();
    }
  });

  it("refuses to open for another protocol", async () => {
    const { process, rpc } = rawEngine(enginePath);
    try {
      const { result } = rpc.call("open", { ...seed, protocolVersion: protocolVersion + 1 });
      await expect(result).rejects.toMatchObject({ code: "engine/protocol" });
    } finally {
      process.kill();
    }
  });

  it("gives up a request for a newer one of the same document", async () => {
    const live = await engine().start();
    const request = longRequest("superseded");
    const older = live.complete(request, { maxTokens: 256 });
    await pause(30);
    const newer = live.complete({ ...request, prefix: `${request.prefix}for ` });
    expect(await older).toMatchObject({ kind: "none", reason: "superseded" });
    expect(await newer).toMatchObject({ kind: "suggestion" });
  });

  it("costs one suggestion when it is killed in the middle of a request", async () => {
    const live = await engine().start();
    const killed = live.complete(longRequest("killed"));
    await pause(30);
    process.kill(live.pid, "SIGKILL");
    expect(await killed).toEqual({
      kind: "none",
      reason: "engineDown",
      detail: "The engine process ended by SIGKILL.",
    });
    await live.reaches("ready");
    expect(live.pids).toHaveLength(2);
    expect(await live.complete({})).toMatchObject({ kind: "suggestion" });
  });

  it("loads another precision in the same process", async () => {
    const live = await engine().start();
    live.client.reopen({ ...seed, precision: "int8", threads: 1 });
    // The one of before answers meanwhile, or this one does.
    expect(await live.complete({})).toMatchObject({ kind: "suggestion" });
    expect(await live.reaches("ready")).toMatchObject({
      opened: { precision: "int8", threads: 1 },
    });
    expect(live.pids).toHaveLength(1);
    expect(await live.complete({})).toMatchObject({ kind: "suggestion" });
  });

  // Only Linux says in a file what a process has computed.
  it.runIf(process.platform === "linux")("rests when nobody types", async () => {
    const live = await engine().start();
    await live.complete(longRequest("rest"));
    await pause(1000);
    const before = await processCpuMs(live.pid);
    const begin = performance.now();
    await pause(3000);
    const share = (await processCpuMs(live.pid)) - before;
    expect(share / (performance.now() - begin)).toBeLessThan(0.01);
  });

  it("ends with its parent", async () => {
    const pid = await orphanOf(enginePath);
    await until(() => !isAlive(pid));
  });
});

describe("an engine that cannot work", () => {
  let bundle = "";

  beforeAll(async () => {
    bundle = await buildBundle("src/engine/main.ts", "nowhere");
  });
  afterAll(() => removeBundle(bundle));

  /** @returns how it failed, after making sure that it stays so */
  async function failure(
    model: Partial<ModelParams> = {},
    enginePath = bundle,
  ): Promise<{ readonly state: EngineState; readonly outcome: Outcome }> {
    const live = new LiveEngine({ enginePath, model: { ...seed, ...model } });
    live.client.start();
    const state = await live.reaches("failed");
    const outcome = await live.complete({});
    await until(() => !isAlive(live.pid));
    expect(live.states).toEqual(["starting", "loading", "failed"]);
    live.client.dispose();
    return { state, outcome };
  }

  it("says that there is no native binary, and is not started again", async () => {
    const { state, outcome } = await failure();
    expect(state).toMatchObject({ code: "user/unsupported-platform" });
    expect(outcome).toMatchObject({ kind: "none", reason: "failed" });
    expect(outcome).toHaveProperty("detail", expect.stringContaining("has no working binary"));
  });

  it("says that the native binary is broken", async () => {
    const broken = await buildBundle("src/engine/main.ts", "nowhere");
    const folder = path.join(path.dirname(broken), "node_modules/onnxruntime-node");
    await mkdir(folder, { recursive: true });
    await writeFile(
      path.join(folder, "index.js"),
      'process.dlopen({ exports: {} }, __filename.replace("index.js", "onnxruntime.node"));\n',
    );
    await writeFile(path.join(folder, "onnxruntime.node"), "not a library\n");
    const { state } = await failure({}, broken);
    await removeBundle(broken);
    expect(state).toMatchObject({ code: "user/unsupported-platform" });
    expect(state).toHaveProperty("sentence", expect.stringContaining("onnxruntime.node"));
  });

  it.each([
    [{ modelsFolder: "/no/such/folder" }, "model/missing", "modelMissing", "/no/such/folder"],
    [{ model: "gone" }, "user/bad-argument", "failed", "foretype-seed"],
  ])("names what is missing: %j", async (model, code, reason, named) => {
    const { state, outcome } = await failure(model);
    expect(state).toMatchObject({ code });
    expect(state).toHaveProperty("sentence", expect.stringContaining(named));
    expect(outcome).toMatchObject({ kind: "none", reason });
  });
});
