import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ModelParams } from "../../src/protocol/engineApi";
import { defaultLimits } from "../../src/extension/engineLimits";
import type { EngineClientParams } from "../../src/extension/engineClientParams";
import { buildBundle } from "../support/buildBundle";
import { aSuggestion } from "../support/completionFixtures";
import { seedParams } from "../support/fakeEngineProcess";
import { isAlive, LiveEngine, removeBundle, until } from "../support/liveEngine";
import { orphanOf } from "../support/orphanOf";

/** Real processes that run a scripted engine: see test/support/engines. */
describe("EngineClient over real processes", () => {
  let enginePath = "";
  const engines: LiveEngine[] = [];

  beforeAll(async () => {
    enginePath = await buildBundle("test/support/engines/scriptedEngine.ts");
  });
  afterEach(() => {
    for (const { client } of engines.splice(0)) client.dispose();
  });
  afterAll(() => removeBundle(enginePath));

  function engine(
    changes: Partial<EngineClientParams> = {},
    model: Partial<ModelParams> = {},
  ): LiveEngine {
    const live = new LiveEngine({ enginePath, model: { ...seedParams, ...model }, ...changes });
    engines.push(live);
    return live;
  }

  it("serves requests", async () => {
    const live = await engine().start();
    expect(await live.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
  });

  it.each([
    ["is killed", "crash", "The engine process ended by SIGKILL."],
    ["exits", "exit", "The engine process ended with exit code 7."],
  ])(
    "settles a request as engineDown when the process %s, and serves the next",
    async (_, prefix, detail) => {
      const live = await engine().start();
      const waiting = live.complete({ documentId: "other", prefix: "wait" });
      const crashing = live.complete({ prefix });
      // The crash comes when its turn does: after the request that this one withdraws, before this one.
      const after = live.complete({ documentId: "other", prefix: "after" });
      expect(await waiting).toMatchObject({ reason: "superseded" });
      expect(await after).toMatchObject({ reason: "engineDown" });
      expect(await crashing).toEqual({ kind: "none", reason: "engineDown", detail });
      expect(live.client.state.kind).toBe("restarting");
      expect(await live.complete({ prefix: "a" })).toMatchObject({ reason: "engineDown" });
      await live.reaches("ready");
      expect(await live.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
      expect(live.pids).toHaveLength(2);
    },
  );

  it("gives up after three crashes within a minute, and restart begins anew", async () => {
    const live = engine({}, { model: "crash" });
    live.client.start();
    const failed = await live.reaches("failed");
    expect(failed).toMatchObject({ code: "engine/crashed" });
    expect(live.pids).toHaveLength(3);
    live.client.reopen(seedParams);
    await live.reaches("ready");
  });

  it("does not retry what a new process cannot cure", async () => {
    const live = engine({}, { model: "missing" });
    live.client.start();
    expect(await live.reaches("failed")).toEqual({
      kind: "failed",
      code: "model/missing",
      sentence: "There is no such model.",
    });
    await until(() => !isAlive(live.pid));
    expect(live.pids).toHaveLength(1);
  });

  it("ends a process that says nothing", async () => {
    const live = engine({
      env: { ...process.env, SCRIPTED_ENGINE: "mute" },
      limits: { ...defaultLimits, startMs: 300 },
    });
    live.client.start();
    expect(await live.reaches("restarting")).toMatchObject({
      sentence: "The engine did not start within 0.3 seconds.",
    });
    await until(() => !isAlive(live.pid));
  });

  it("ends a process that hangs, and serves the next request", async () => {
    const live = engine({ limits: { ...defaultLimits, requestMs: 300 } });
    await live.start();
    expect(await live.complete({ prefix: "block" })).toEqual({
      kind: "none",
      reason: "timedOut",
      detail: "The engine did not answer within 0.3 seconds.",
    });
    await live.reaches("ready");
    expect(await live.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
  });

  it("stops what is aborted", async () => {
    const live = await engine().start();
    const abort = new AbortController();
    const aborted = live.complete({ prefix: "wait" }, {}, abort.signal);
    const next = live.complete({ documentId: "other", prefix: "a" });
    abort.abort();
    expect(await aborted).toEqual({ kind: "none", reason: "cancelled" });
    expect(await next).toEqual(aSuggestion("a!"));
  });

  it("hears a newer request within one forward pass, though passes block the process", async () => {
    const live = await engine().start();
    const older = live.complete({ prefix: "passes" });
    await until(() => live.log.messagesOf("debug").includes("pass 3"));
    const newer = live.complete({ prefix: "a" });
    expect(await older).toEqual({ kind: "none", reason: "superseded", detail: "3" });
    expect(await newer).toEqual(aSuggestion("a!"));
  });

  it("hears the last words of a process with a fault", async () => {
    const live = await engine().start();
    expect(await live.complete({ prefix: "throw" })).toMatchObject({
      reason: "engineDown",
      detail: "The engine process ended with exit code 70.",
    });
    expect(live.log.messagesOf("error").join("\n")).toContain(
      "The engine has a fault and ends: Error: a defect",
    );
  });

  it("logs what the process prints", async () => {
    const live = await engine().start();
    await live.complete({ prefix: "print" });
    await until(
      () =>
        live.log.messagesOf("debug").includes("to stdout") &&
        live.log.messagesOf("warn").includes("to stderr"),
    );
  });

  it("ends the process when it is disposed", async () => {
    const live = await engine().start();
    live.client.dispose();
    await until(() => !isAlive(live.pid));
  });

  it("fails on a program that cannot be run", async () => {
    const live = engine({ execPath: "/no/such/node" });
    live.client.start();
    expect(await live.reaches("failed")).toEqual({
      kind: "failed",
      code: "user/bad-setting",
      sentence: "The engine cannot be started: /no/such/node is not a program that can be run.",
    });
  });

  it("gives up on an engine that is not there", async () => {
    const live = engine({ enginePath: "/no/such/engine.js" });
    live.client.start();
    expect(await live.reaches("failed")).toMatchObject({ code: "engine/crashed" });
    expect(live.log.messagesOf("warn").join("\n")).toContain("Cannot find module");
  });

  it("ends the process when the parent is killed", async () => {
    const pid = await orphanOf(enginePath);
    await until(() => !isAlive(pid));
  });
});
