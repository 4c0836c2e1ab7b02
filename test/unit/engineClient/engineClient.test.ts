import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../../src/core/complete/request";
import { EngineClient } from "../../../src/extension/engineClient";
import { defaultLimits } from "../../../src/extension/engineLimits";
import type { EngineState } from "../../../src/extension/engineState";
import { protocolVersion } from "../../../src/protocol/engineApi";
import { aRequest, aSuggestion } from "../../support/completionFixtures";
import { FakeEngineProcess, openedModel, seedParams } from "../../support/fakeEngineProcess";
import { FakeTimers } from "../../support/fakeTimers";
import { RecordingLogger } from "../../support/recordingLogger";
import { turn } from "../../support/testWire";

class Bench {
  readonly timers = new FakeTimers();
  readonly log = new RecordingLogger();
  readonly processes: FakeEngineProcess[] = [];
  readonly states: EngineState["kind"][] = [];
  readonly client: EngineClient;

  constructor(startProcess?: () => FakeEngineProcess) {
    this.client = new EngineClient({
      enginePath: "/engine.js",
      model: seedParams,
      log: this.log,
      timers: this.timers,
      startProcess: () => {
        const process = startProcess?.() ?? new FakeEngineProcess();
        this.processes.push(process);
        return process;
      },
    });
    this.client.onStateChange(({ kind }) => this.states.push(kind));
  }

  /** The process of the present life. */
  get process(): FakeEngineProcess {
    const process = this.processes.at(-1);
    if (process === undefined) throw new Error("no process was started");
    return process;
  }

  /** The present process speaks and opens its model. */
  async bringUp(): Promise<void> {
    this.process.speak();
    await turn();
    this.process.opened();
    await turn();
  }

  async ready(): Promise<this> {
    this.client.start();
    await this.bringUp();
    return this;
  }

  complete(signal?: AbortSignal) {
    return this.client.complete(aRequest(), defaultOptions, signal);
  }
}

function lastOf<Item>(items: readonly Item[]): Item {
  const item = items.at(-1);
  if (item === undefined) throw new Error("nothing was asked");
  return item;
}

describe("starting", () => {
  it("goes through starting and loading to ready", async () => {
    const bench = await new Bench().ready();
    expect(bench.states).toEqual(["starting", "loading", "ready"]);
    expect(bench.client.state).toEqual({
      kind: "ready",
      opened: openedModel(),
    });
    expect(bench.process.opens.map(({ params }) => params)).toEqual([
      { ...seedParams, protocolVersion },
    ]);
    expect(bench.timers.numPending).toBe(0);
  });

  it("is done once however often it is asked for", async () => {
    const bench = await new Bench().ready();
    bench.client.start();
    expect(bench.processes).toHaveLength(1);
  });

  it("answers engineLoading until the model is there", async () => {
    const bench = new Bench();
    expect(await bench.complete()).toMatchObject({ reason: "engineDown" });
    bench.client.start();
    expect(await bench.complete()).toMatchObject({ reason: "engineLoading" });
    bench.process.speak();
    await turn();
    expect(bench.client.state.kind).toBe("loading");
    expect(await bench.complete()).toMatchObject({ reason: "engineLoading" });
    expect(bench.process.completes).toEqual([]);
  });

  it("counts as a crash when the process says nothing in time", async () => {
    const bench = new Bench();
    bench.client.start();
    bench.timers.advance(defaultLimits.startMs);
    expect(bench.process.isKilled).toBe(true);
    expect(bench.client.state).toEqual({
      kind: "restarting",
      delayMs: 500,
      sentence: "The engine did not start within 20 seconds.",
    });
    await turn();
    expect(await bench.complete()).toMatchObject({ reason: "engineDown" });
  });

  it("is given up after three silences, however slow", async () => {
    const bench = new Bench();
    bench.client.start();
    for (let life = 0; life < 3; life++) {
      bench.process.speak();
      await turn();
      bench.timers.advance(defaultLimits.loadMs);
      await turn();
      bench.timers.advance(1000);
    }
    expect(bench.processes).toHaveLength(3);
    expect(bench.client.state).toMatchObject({ kind: "failed", code: "engine/timeout" });
    expect(bench.client.state).toHaveProperty(
      "sentence",
      expect.stringMatching(/^The engine did not load its model within 300 seconds\. .*Restart/),
    );
  });

  it("fails when the process speaks another protocol", async () => {
    const bench = new Bench();
    bench.client.start();
    bench.process.speak(99);
    await turn();
    expect(bench.client.state).toMatchObject({ kind: "failed", code: "engine/protocol" });
    expect(bench.process.isLeft).toBe(true);
  });

  it.each([
    ["model/missing", "modelMissing"],
    ["model/corrupt", "failed"],
    ["user/unsupported-platform", "failed"],
  ] as const)("fails and stays so on %s", async (code, reason) => {
    const bench = new Bench();
    bench.client.start();
    bench.process.speak();
    await turn();
    bench.process.refuse(code, "Do this.");
    await turn();
    bench.timers.advance(1_000_000);
    expect(bench.processes).toHaveLength(1);
    expect(bench.process.isLeft).toBe(true);
    expect(bench.client.state).toEqual({ kind: "failed", code, sentence: "Do this." });
    expect(await bench.complete()).toEqual({ kind: "none", reason, detail: "Do this." });
  });

  it("fails at once when there is no program to run", () => {
    const bench = new Bench();
    bench.client.start();
    bench.process.cannotBegin({ code: "user/bad-setting", sentence: "No program." });
    expect(bench.client.state).toMatchObject({ kind: "failed", sentence: "No program." });
  });

  it("survives a fork that throws", () => {
    const bench = new Bench(() => {
      throw new Error("too many processes");
    });
    bench.client.start();
    expect(bench.client.state).toMatchObject({
      kind: "restarting",
      sentence: "The engine cannot be started: too many processes.",
    });
  });
});

describe("a request", () => {
  it("gets the engine's outcome", async () => {
    const bench = await new Bench().ready();
    const outcome = bench.complete();
    bench.process.completed(aSuggestion("a + b;"));
    expect(await outcome).toEqual(aSuggestion("a + b;"));
    expect(bench.process.completes[0]?.params).toEqual({
      request: aRequest(),
      options: defaultOptions,
    });
    expect(bench.timers.numPending).toBe(0);
  });

  it.each([
    ["model/missing", "modelMissing"],
    ["user/bad-argument", "failed"],
    ["invariant", "failed"],
    ["engine/protocol", "failed"],
  ] as const)("that the engine refuses with %s ends in %s", async (code, reason) => {
    const bench = await new Bench().ready();
    const outcome = bench.complete();
    bench.process.refuse(code, "Why.");
    expect(await outcome).toEqual({ kind: "none", reason, detail: "Why." });
    expect(bench.client.state.kind).toBe("ready");
  });

  it("that is answered with nonsense fails, and the engine goes on", async () => {
    const bench = await new Bench().ready();
    const outcome = bench.complete();
    const id = bench.process.completes[0]?.id ?? 0;
    bench.process.say({ kind: "result", id, result: { kind: "maybe" } });
    expect(await outcome).toMatchObject({ kind: "none", reason: "failed" });
    expect(bench.client.state.kind).toBe("ready");
  });

  it("that is aborted ends at once and tells the engine", async () => {
    const bench = await new Bench().ready();
    const abort = new AbortController();
    const outcome = bench.complete(abort.signal);
    abort.abort();
    expect(await outcome).toEqual({ kind: "none", reason: "cancelled" });
    const id = bench.process.completes[0]?.id;
    expect(bench.process.received.at(-1)).toEqual({ kind: "cancel", id });
    expect(bench.timers.numPending).toBe(1);
    bench.process.completed({ kind: "none", reason: "cancelled" });
    await turn();
    expect(bench.timers.numPending).toBe(0);
  });

  it("that was aborted before it began is not sent", async () => {
    const bench = await new Bench().ready();
    expect(await bench.complete(AbortSignal.abort())).toEqual({
      kind: "none",
      reason: "cancelled",
    });
    expect(bench.process.completes).toEqual([]);
  });

  it("that is never answered ends as timedOut, and the engine is started again", async () => {
    const bench = await new Bench().ready();
    const outcome = bench.complete();
    bench.timers.advance(defaultLimits.requestMs);
    expect(await outcome).toMatchObject({ reason: "timedOut" });
    expect(bench.process.isKilled).toBe(true);
    expect(bench.client.state).toMatchObject({ kind: "restarting", delayMs: 500 });
  });
});

describe("a crash", () => {
  it("settles what is on its way as engineDown, and the next process serves", async () => {
    const bench = await new Bench().ready();
    const outcomes = [bench.complete(), bench.complete()];
    bench.process.crash();
    for (const outcome of await Promise.all(outcomes)) {
      expect(outcome).toEqual({
        kind: "none",
        reason: "engineDown",
        detail: "The engine process ended by SIGSEGV.",
      });
    }
    expect(bench.processes).toHaveLength(1);
    bench.timers.advance(499);
    expect(bench.processes).toHaveLength(1);
    bench.timers.advance(1);
    expect(bench.processes).toHaveLength(2);
    await bench.bringUp();
    const outcome = bench.complete();
    bench.process.completed(aSuggestion("x"));
    expect(await outcome).toEqual(aSuggestion("x"));
  });

  it("three times in a minute is the end, until restart starts with a clean record", async () => {
    const bench = await new Bench().ready();
    for (const delayMs of [500, 1000]) {
      bench.process.crash();
      expect(bench.client.state).toMatchObject({ kind: "restarting", delayMs });
      bench.timers.advance(delayMs);
      await bench.bringUp();
    }
    bench.process.crash();
    expect(bench.client.state).toMatchObject({ kind: "failed", code: "engine/crashed" });
    expect(await bench.complete()).toMatchObject({ reason: "engineDown" });
    bench.timers.advance(1_000_000);
    expect(bench.processes).toHaveLength(3);

    bench.client.restart();
    await bench.bringUp();
    expect(bench.client.state.kind).toBe("ready");
    bench.process.crash();
    expect(bench.client.state).toMatchObject({ kind: "restarting", delayMs: 500 });
  });

  it("while loading counts too", async () => {
    const bench = new Bench();
    bench.client.start();
    bench.process.speak();
    await turn();
    bench.process.crash();
    await turn();
    expect(bench.client.state).toMatchObject({ kind: "restarting", delayMs: 500 });
    expect(bench.states).toEqual(["starting", "loading", "restarting"]);
  });

  it("of a process that was replaced is not news", async () => {
    const bench = await new Bench().ready();
    const old = bench.process;
    bench.client.restart();
    expect(old.isKilled).toBe(true);
    await bench.bringUp();
    old.crash();
    expect(bench.client.state.kind).toBe("ready");
  });
});

describe("reopening", () => {
  const other = { ...seedParams, precision: "fp32" as const };

  it("opens the other model in the same process, and the old one answers meanwhile", async () => {
    const bench = await new Bench().ready();
    bench.client.reopen(other);
    expect(bench.client.state).toEqual({
      kind: "ready",
      opened: openedModel(),
      opening: { model: "seed" },
    });
    const outcome = bench.complete();
    bench.process.completed(aSuggestion("a"));
    expect(await outcome).toEqual(aSuggestion("a"));
    bench.process.opened();
    await turn();
    expect(bench.client.state).toEqual({
      kind: "ready",
      opened: openedModel({ precision: "fp32" }),
    });
    expect(bench.processes).toHaveLength(1);
  });

  it("does nothing where that model was asked for last", async () => {
    const bench = await new Bench().ready();
    bench.client.reopen({ ...seedParams });
    bench.client.reopen(other);
    bench.client.reopen({ ...other });
    expect(bench.process.opens).toHaveLength(2);
  });

  it("keeps the old model where the new one is refused, and says why", async () => {
    const bench = await new Bench().ready();
    bench.client.reopen(other);
    bench.process.refuse("model/corrupt", "cut short");
    await turn();
    expect(bench.client.state).toEqual({
      kind: "ready",
      opened: openedModel(),
      refusal: "cut short",
    });
    expect(bench.process.isKilled).toBe(false);
    // The old one is what was asked for last again.
    bench.client.reopen(other);
    expect(bench.process.opens).toHaveLength(3);
  });

  it("comes back with the old model from a crash over the new one", async () => {
    const bench = await new Bench().ready();
    bench.client.reopen(other);
    bench.process.crash();
    bench.timers.advance(500);
    await bench.bringUp();
    expect(bench.client.state).toMatchObject({ kind: "ready", opened: { precision: "int8" } });
  });

  it("tells how far it is, and waits as long as it hears of it", async () => {
    const bench = await new Bench().ready();
    bench.client.reopen(other);
    for (const done of [1, 2]) {
      bench.timers.advance(defaultLimits.loadMs - 1);
      const progress = { stage: "converting" as const, done, total: 3 };
      bench.process.opening(progress);
      expect(bench.client.state).toMatchObject({ kind: "ready", opening: { progress } });
    }
    bench.timers.advance(defaultLimits.loadMs);
    expect(bench.process.isKilled).toBe(true);
  });

  it("ignores what becomes of the model asked for before", async () => {
    const bench = new Bench();
    bench.client.start();
    bench.process.speak();
    await turn();
    bench.client.reopen(other);
    const [first, second] = bench.process.opens;
    bench.process.say({
      kind: "error",
      id: first?.id ?? 0,
      error: { code: "model/missing", message: "gone" },
    });
    await turn();
    expect(bench.client.state.kind).toBe("loading");
    expect(second?.params.precision).toBe("fp32");
    bench.process.opened();
    await turn();
    expect(bench.client.state).toMatchObject({ kind: "ready", opened: { precision: "fp32" } });
  });

  it.each([
    [
      "before the start",
      (bench: Bench) => {
        bench.client.reopen(other);
      },
    ],
    [
      "before the first word",
      (bench: Bench) => {
        bench.client.start();
        bench.client.reopen(other);
      },
    ],
  ])("is taken up later %s", async (_, prepare) => {
    const bench = new Bench();
    prepare(bench);
    await bench.ready();
    expect(bench.process.opens.map(({ params }) => params.precision)).toEqual(["fp32"]);
    expect(bench.processes).toHaveLength(1);
  });

  it("waits for the restart that is due", async () => {
    const bench = await new Bench().ready();
    bench.process.crash();
    bench.client.reopen(other);
    expect(bench.client.state.kind).toBe("restarting");
    bench.timers.advance(500);
    await bench.bringUp();
    expect(bench.client.state).toMatchObject({ kind: "ready", opened: { precision: "fp32" } });
  });

  it("starts anew after a failure", async () => {
    const bench = new Bench();
    bench.client.start();
    bench.process.speak();
    await turn();
    bench.process.refuse("model/missing", "gone");
    await turn();
    bench.client.reopen(other);
    await bench.bringUp();
    expect(bench.client.state).toMatchObject({ kind: "ready", opened: { precision: "fp32" } });
  });
});

describe("opening for somebody who waits", () => {
  const other = { ...seedParams, model: "other" };

  it("tells what was opened", async () => {
    const bench = await new Bench().ready();
    const told: unknown[] = [];
    const opening = bench.client.open(other, { onProgress: (progress) => told.push(progress) });
    const progress = { stage: "checking" as const, done: 1, total: 2 };
    bench.process.opening(progress);
    bench.process.opened();
    expect(await opening).toEqual(openedModel({ modelId: "other" }));
    expect(told).toEqual([progress]);
    // What the setting then says is open already.
    bench.client.reopen({ ...other });
    expect(bench.process.opens).toHaveLength(2);
  });

  it("asks the engine to stop when it is not wanted any more, and keeps the old model", async () => {
    const bench = await new Bench().ready();
    const abort = new AbortController();
    const opening = bench.client.open(other, { signal: abort.signal });
    abort.abort();
    const id = bench.process.opens.at(-1)?.id;
    expect(bench.process.received.at(-1)).toEqual({ kind: "cancel", id });
    bench.process.refuse("user/cancelled", "stopped");
    await expect(opening).rejects.toMatchObject({ code: "user/cancelled" });
    expect(bench.client.state).toEqual({ kind: "ready", opened: openedModel() });
  });

  it("opens the model of before again where there was none yet to keep", async () => {
    const bench = new Bench();
    bench.client.start();
    bench.process.speak();
    await turn();
    const opening = bench.client.open(other);
    bench.process.refuse("model/unsupported", "no");
    await expect(opening).rejects.toMatchObject({ code: "model/unsupported" });
    expect(bench.process.opens.map(({ params }) => params.model)).toEqual([
      "seed",
      "other",
      "seed",
    ]);
  });

  it("starts an engine that was given up, and goes back to its model on failure", async () => {
    const bench = new Bench();
    bench.client.start();
    bench.process.speak();
    await turn();
    bench.process.refuse("model/missing", "gone");
    await turn();
    const opening = bench.client.open(other);
    await turn();
    bench.process.speak();
    await turn();
    bench.process.refuse("model/corrupt", "cut short");
    await expect(opening).rejects.toMatchObject({ code: "model/corrupt" });
    bench.client.restart();
    await bench.bringUp();
    expect(bench.process.opens.map(({ params }) => params.model)).toEqual(["seed"]);
  });

  it("fails when the process ends", async () => {
    const bench = await new Bench().ready();
    const opening = bench.client.open(other);
    bench.process.crash();
    await expect(opening).rejects.toMatchObject({ code: "engine/crashed" });
    bench.client.dispose();
    await expect(bench.client.open(other)).rejects.toMatchObject({ code: "engine/down" });
  });
});

describe("describing and feeding", () => {
  it("pass on what the engine says", async () => {
    const bench = await new Bench().ready();
    const description = bench.client.describe({ ...seedParams, model: "other" });
    const { id, params } = lastOf(bench.process.describes);
    expect(params.model).toBe("other");
    bench.process.answer(id, 1);
    await expect(description).rejects.toMatchObject({ code: "engine/protocol" });
    const warmth = bench.client.warm(aRequest(), defaultOptions, new AbortController().signal);
    bench.process.answer(lastOf(bench.process.warms).id, { numTokens: 9, isComplete: true });
    expect(await warmth).toEqual({ numTokens: 9, isComplete: true });
  });

  it("need an engine", async () => {
    const { client } = new Bench();
    await expect(client.describe(seedParams)).rejects.toMatchObject({ code: "engine/down" });
    const { signal } = new AbortController();
    expect(await client.warm(aRequest(), defaultOptions, signal)).toBeUndefined();
  });

  it("stop feeding when it is not wanted, and make nothing of a refusal", async () => {
    const bench = await new Bench().ready();
    const abort = new AbortController();
    const warmth = bench.client.warm(aRequest(), defaultOptions, abort.signal);
    const { id } = lastOf(bench.process.warms);
    abort.abort();
    expect(bench.process.received.at(-1)).toEqual({ kind: "cancel", id });
    bench.process.say({ kind: "error", id, error: { code: "invariant", message: "why" } });
    expect(await warmth).toBeUndefined();
    expect(bench.client.state.kind).toBe("ready");
  });
});

describe("stopping", () => {
  it("settles what is on its way and forgets a restart that is due", async () => {
    const bench = await new Bench().ready();
    const outcome = bench.complete();
    bench.client.stop();
    expect(await outcome).toMatchObject({ reason: "engineDown" });
    expect(bench.process.isLeft).toBe(true);
    expect(bench.client.state).toEqual({ kind: "stopped" });

    bench.client.start();
    await bench.bringUp();
    bench.process.crash();
    bench.client.stop();
    bench.timers.advance(1_000_000);
    expect(bench.processes).toHaveLength(2);
  });

  it("for good by dispose", async () => {
    const bench = await new Bench().ready();
    bench.client.dispose();
    bench.client.start();
    bench.client.restart();
    expect(bench.processes).toHaveLength(1);
    expect(bench.process.isLeft).toBe(true);
    expect(bench.timers.numPending).toBe(0);
    expect(bench.states.at(-1)).toBe("stopped");
  });
});

describe("the log", () => {
  it("has the engine's lines at their level", async () => {
    const bench = await new Bench().ready();
    bench.process.say({
      kind: "event",
      name: "log",
      payload: { level: "warn", message: "slow disk" },
    });
    expect(bench.log.messagesOf("warn")).toEqual(["slow disk"]);
  });

  it("never has the user's text", async () => {
    const bench = await new Bench().ready();
    const outcome = bench.complete();
    bench.process.completed(aSuggestion("a + b;"));
    await outcome;
    const crashed = bench.complete();
    bench.process.crash();
    await crashed;
    const text = bench.log.lines.map(({ message }) => message).join("\n");
    for (const secret of ["a + b", "export function", "add.ts"]) expect(text).not.toContain(secret);
  });
});

describe("learning", () => {
  it("tells the engine, and outlives its refusal", async () => {
    const bench = await new Bench().ready();
    bench.client.learn({ kind: "text", name: "a.ts", text: "let a;" });
    const { id, params } = lastOf(bench.process.learns);
    expect(params).toEqual({ kind: "text", name: "a.ts", text: "let a;" });
    bench.process.say({ kind: "error", id, error: { code: "invariant", message: "a defect" } });
    await turn();
    expect(bench.client.state.kind).toBe("ready");
    expect(bench.log.messagesOf("debug").at(-1)).toContain("a defect");
  });

  it("comes to nothing before there is a model", () => {
    const bench = new Bench();
    bench.client.learn({ kind: "forget", name: "a.ts" });
    bench.client.start();
    bench.process.speak();
    bench.client.learn({ kind: "forget", name: "a.ts" });
    expect(bench.process.learns).toEqual([]);
  });
});
