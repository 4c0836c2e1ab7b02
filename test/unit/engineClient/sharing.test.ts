import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../../src/core/complete/request";
import { EngineClient } from "../../../src/extension/engineClient";
import type { EngineState } from "../../../src/extension/engineState";
import type { StartWish } from "../../../src/extension/share/shareEngine";
import { defaultTuning } from "../../../src/protocol/engineApi";
import { aRequest, aSuggestion } from "../../support/completionFixtures";
import { FakeEngineProcess, openedModel, seedParams } from "../../support/fakeEngineProcess";
import { FakeTimers } from "../../support/fakeTimers";
import { RecordingLogger } from "../../support/recordingLogger";
import { turn } from "../../support/testWire";

class Bench {
  readonly timers = new FakeTimers();
  readonly processes: FakeEngineProcess[] = [];
  readonly wishes: StartWish[] = [];
  readonly states: EngineState[] = [];
  tuning = defaultTuning;
  readonly client = new EngineClient({
    enginePath: "/engine.js",
    model: seedParams,
    log: new RecordingLogger(),
    timers: this.timers,
    tuning: () => this.tuning,
    startProcess: (_params, _log, wish) => {
      this.wishes.push(wish);
      const process = new FakeEngineProcess();
      this.processes.push(process);
      return process;
    },
  });

  constructor() {
    this.client.onStateChange((state) => this.states.push(state));
  }

  get process(): FakeEngineProcess {
    const process = this.processes.at(-1);
    if (process === undefined) throw new Error("no process was started");
    return process;
  }

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
}

describe("a client of an engine that others use too", () => {
  it("leaves it when it stops, and ends it for all when it restarts", async () => {
    const bench = await new Bench().ready();
    bench.client.stop();
    expect(bench.process).toMatchObject({ isLeft: true, isKilled: false });
    await bench.ready();
    const old = bench.process;
    bench.client.restart();
    expect(old).toMatchObject({ isLeft: true, isKilled: true });
  });

  it("leaves it where its own model cannot be opened", async () => {
    const bench = new Bench();
    bench.client.start();
    bench.process.speak();
    await turn();
    bench.process.refuse("model/corrupt", "cut short");
    await turn();
    expect(bench.process).toMatchObject({ isLeft: true, isKilled: false });
  });

  it("wants one of its own after a process that ended before its model was there", async () => {
    const bench = await new Bench().ready();
    bench.process.crash();
    bench.timers.advance(500);
    expect(bench.wishes).toEqual([{ isAlone: false }, { isAlone: false }]);
    bench.process.speak();
    await turn();
    bench.process.crash();
    await turn();
    bench.timers.advance(1000);
    expect(bench.wishes.at(-1)).toEqual({ isAlone: true });
    bench.client.restart();
    expect(bench.wishes.at(-1)).toEqual({ isAlone: false });
  });
});

describe("what the engine is told", () => {
  it("is how to behave, before its model is opened, and whenever that changes", async () => {
    const bench = new Bench();
    bench.client.retune();
    bench.client.start();
    bench.client.retune();
    expect(bench.process.tunings).toEqual([]);
    await bench.bringUp();
    const [first] = bench.process.tunings;
    expect(first?.params).toEqual(defaultTuning);
    expect(first?.id).toBeLessThan(bench.process.opens[0]?.id ?? 0);
    bench.tuning = { ...defaultTuning, unloadAfterMs: 0 };
    bench.client.retune();
    expect(bench.process.tunings.at(-1)?.params.unloadAfterMs).toBe(0);
  });

  it("is whether the user is in this window, by every process anew", async () => {
    const bench = new Bench();
    bench.client.focus(true);
    await bench.ready();
    expect(bench.process.focuses.map(({ params }) => params)).toEqual([{ isFocused: true }]);
    bench.client.focus(false);
    expect(bench.process.focuses.at(-1)?.params).toEqual({ isFocused: false });
    bench.client.focus(true);
    bench.process.crash();
    bench.timers.advance(500);
    await bench.bringUp();
    expect(bench.process.focuses.map(({ params }) => params)).toEqual([{ isFocused: true }]);
  });

  it("makes nothing of a refusal", async () => {
    const bench = await new Bench().ready();
    for (const { id } of [...bench.process.tunings, ...bench.process.focuses]) {
      bench.process.say({ kind: "error", id, error: { code: "invariant", message: "a defect" } });
    }
    await turn();
    expect(bench.client.state.kind).toBe("ready");
  });
});

describe("a model that rests", () => {
  it("is in the state, and requests are sent all the same", async () => {
    const bench = await new Bench().ready();
    bench.process.rests(true);
    expect(bench.client.state).toEqual({ kind: "ready", opened: openedModel(), isResting: true });
    const outcome = bench.client.complete(aRequest(), defaultOptions);
    bench.process.rests(false);
    expect(bench.client.state).toEqual({ kind: "ready", opened: openedModel() });
    bench.process.completed(aSuggestion("a"));
    expect(await outcome).toEqual(aSuggestion("a"));
  });

  it("is no news of a process that was left", async () => {
    const bench = await new Bench().ready();
    const old = bench.process;
    bench.client.restart();
    await bench.bringUp();
    old.rests(true);
    expect(bench.client.state).toEqual({ kind: "ready", opened: openedModel() });
  });
});
