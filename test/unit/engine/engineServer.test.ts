import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/core/complete/outcome";
import { defaultOptions } from "../../../src/core/complete/request";
import { ForetypeError } from "../../../src/core/errors";
import type { Cancellation } from "../../../src/core/ports";
import { EngineServer, type Visit } from "../../../src/engine/engineServer";
import type { OpenEngine } from "../../../src/engine/openEngine";
import type { PreparedEngine } from "../../../src/engine/preparedEngine";
import { CancellationSource } from "../../../src/protocol/cancellationSource";
import {
  defaultTuning,
  protocolVersion,
  type EngineTuning,
  type ModelParams,
  type OpeningProgress,
} from "../../../src/protocol/engineApi";
import { aRequest, aSuggestion } from "../../support/completionFixtures";
import { openedModel, seedParams } from "../../support/fakeEngineProcess";
import { FakeTimers } from "../../support/fakeTimers";
import { turn } from "../../support/testWire";

/** A request that reached the engine and runs until the test lets it take its next pass. */
interface Run {
  readonly documentId: string;
  readonly cancellation: Cancellation;
  /** The pass ends: the run ends if it was withdrawn, or with `outcome`. */
  pass(outcome?: Outcome): void;
  fail(error: unknown): void;
}

/** A prompt that is fed until the test ends the chunk. */
interface Feeding {
  readonly documentId: string;
  readonly cancellation: Cancellation;
  chunk(): void;
}

/** A model that is converted until the test says that it is done. */
interface Conversion {
  readonly cancellation: Cancellation;
  tell(progress: OpeningProgress): void;
  done(): void;
  fail(error: unknown): void;
}

class Bench {
  readonly runs: Run[] = [];
  readonly feedings: Feeding[] = [];
  readonly conversions: Conversion[] = [];
  readonly log: string[] = [];
  readonly lessons: string[] = [];
  /** How many slices of studying are left. */
  numSlices = 0;
  readonly progress: OpeningProgress[] = [];
  readonly timers = new FakeTimers();
  /** What the windows were told of a model that was unloaded, and of one that is there again. */
  readonly rests: string[] = [];
  readonly priorities: boolean[] = [];
  readonly server: EngineServer;
  /** The window that asks where none is named. */
  readonly window: Visit;
  /** Models of these precisions cannot be loaded. */
  readonly broken = new Map<string, ForetypeError>();
  nowMs = 0;
  isConversionSlow = false;
  documentBytes: number | undefined;

  constructor() {
    this.server = new EngineServer({
      prepareEngine: (model, { cancellation, onProgress }) => {
        const prepared = { load: () => this.#load(model) };
        if (!this.isConversionSlow) return Promise.resolve(prepared);
        return new Promise<PreparedEngine>((resolve, reject) => {
          const done = (): void => {
            resolve(prepared);
          };
          this.conversions.push({ cancellation, tell: onProgress, done, fail: reject });
        });
      },
      describe: ({ model }) => Promise.reject(new ForetypeError("model/missing", model)),
      setPriority: (isLow) => this.priorities.push(isLow),
      clock: { now: () => this.nowMs },
      alarm: (delayMs, ring) => this.timers.after(delayMs, ring),
    });
    this.window = this.join("first");
  }

  /** One more window. */
  join(name: string): Visit {
    return this.server.join({
      onOpening: (progress) => this.progress.push(progress),
      onResting: ({ isResting }) => this.rests.push(`${name} ${isResting ? "rests" : "is back"}`),
    });
  }

  focus(window: Visit, isFocused = true) {
    return window.handlers.focus.handle({ isFocused }, new CancellationSource());
  }

  configure(changes: Partial<EngineTuning>) {
    const tuning = { ...defaultTuning, ...changes };
    return this.window.handlers.configure.handle(tuning, new CancellationSource());
  }

  open(
    changes: Partial<ModelParams & { protocolVersion: number }> = {},
    token = new CancellationSource(),
    window = this.window,
  ) {
    const params = { ...seedParams, protocolVersion, ...changes };
    return window.handlers.open.handle(params, token);
  }

  warm(documentId: string, token = new CancellationSource(), window = this.window) {
    const params = { request: aRequest({ documentId }), options: defaultOptions };
    return window.handlers.warm.handle(params, token);
  }

  learn(name: string, window = this.window) {
    const token = new CancellationSource();
    return window.handlers.learn.handle({ kind: "text", name, text: "a" }, token);
  }

  get lastFeeding(): Feeding {
    return lastOf(this.feedings);
  }

  get lastConversion(): Conversion {
    return lastOf(this.conversions);
  }

  complete(documentId: string, token = new CancellationSource(), window = this.window) {
    const params = { request: aRequest({ documentId }), options: defaultOptions };
    return window.handlers.complete.handle(params, token);
  }

  get running(): readonly string[] {
    return this.runs.map(({ documentId }) => documentId);
  }

  get lastRun(): Run {
    return lastOf(this.runs);
  }

  async #load(model: ModelParams): Promise<OpenEngine> {
    this.log.push(`load ${model.precision}`);
    await turn();
    this.nowMs += 40;
    const error = this.broken.get(model.precision);
    if (error !== undefined) throw error;
    return this.#engine(model);
  }

  #engine({ model, precision }: ModelParams): OpenEngine {
    return {
      facts: openedModel({ modelId: model, precision, threads: 3 }),
      warm: ({ documentId }, _, cancellation) =>
        new Promise((resolve) => {
          const chunk = (): void => {
            resolve({ numTokens: 9, isComplete: !cancellation.isCancelled });
          };
          this.feedings.push({ documentId, cancellation, chunk });
        }),
      learn: (lesson) => {
        if (lesson.kind === "text") this.lessons.push(`${precision} ${lesson.name}`);
        if (lesson.kind === "forget") this.lessons.push(`${precision} no ${lesson.name}`);
      },
      study: () => {
        this.log.push("study");
        return --this.numSlices > 0;
      },
      keepDocuments: (numBytes) => {
        this.documentBytes = numBytes;
      },
      lastPrompt: () => undefined,
      complete: ({ documentId }, _, cancellation) =>
        new Promise((resolve, reject) => {
          const pass = (outcome: Outcome = aSuggestion(documentId)): void => {
            resolve(cancellation.isCancelled ? { kind: "none", reason: "cancelled" } : outcome);
          };
          this.runs.push({ documentId, cancellation, pass, fail: reject });
        }),
      close: async () => {
        await turn();
        this.log.push(`close ${precision}`);
      },
    };
  }
}

function lastOf<Item>(items: readonly Item[]): Item {
  const item = items.at(-1);
  if (item === undefined) throw new Error("nothing runs");
  return item;
}

async function opened(): Promise<Bench> {
  const bench = new Bench();
  await bench.open();
  return bench;
}

describe("open", () => {
  it("tells what was opened and how long it took", async () => {
    expect(await new Bench().open()).toEqual(openedModel({ threads: 3, loadMs: 40 }));
  });

  it("refuses another protocol and opens nothing", async () => {
    const bench = new Bench();
    await expect(bench.open({ protocolVersion: protocolVersion + 1 })).rejects.toMatchObject({
      code: "engine/protocol",
    });
    expect(bench.log).toEqual([]);
  });

  it("replaces the model after what runs on it, and closes it first", async () => {
    const bench = await opened();
    const first = bench.complete("a");
    const reopened = bench.open({ precision: "fp32" });
    await turn();
    const second = bench.complete("b");
    await turn();
    expect(bench.log).toEqual(["load int8"]);
    bench.lastRun.pass();
    expect(await first).toEqual(aSuggestion("a"));
    expect(await reopened).toMatchObject({ precision: "fp32" });
    expect(bench.log).toEqual(["load int8", "close int8", "load fp32"]);
    await turn();
    bench.lastRun.pass();
    expect(await second).toEqual(aSuggestion("b"));
  });

  it("lets the old model answer while the new one is converted", async () => {
    const bench = await opened();
    bench.isConversionSlow = true;
    const reopened = bench.open({ precision: "fp32" });
    for (const id of ["a", "b"]) {
      const outcome = bench.complete(id);
      await turn();
      bench.lastRun.pass();
      expect(await outcome).toEqual(aSuggestion(id));
    }
    expect(bench.log).toEqual(["load int8"]);
    bench.lastConversion.done();
    expect(await reopened).toMatchObject({ precision: "fp32" });
  });

  it("that is cancelled leaves the old model open", async () => {
    const bench = await opened();
    bench.isConversionSlow = true;
    const token = new CancellationSource();
    const reopened = bench.open({ precision: "fp32" }, token);
    token.cancel();
    expect(bench.lastConversion.cancellation.isCancelled).toBe(true);
    bench.lastConversion.done();
    await expect(reopened).rejects.toMatchObject({ code: "user/cancelled" });
    expect(bench.log).toEqual(["load int8"]);
    const outcome = bench.complete("a");
    await turn();
    bench.lastRun.pass();
    expect(await outcome).toEqual(aSuggestion("a"));
  });

  it("that is overtaken is cancelled: the newest wish counts", async () => {
    const bench = await opened();
    bench.isConversionSlow = true;
    const older = expect(bench.open({ precision: "int4" })).rejects.toMatchObject({
      code: "user/cancelled",
    });
    const newer = bench.open({ precision: "fp32" });
    const [first, second] = bench.conversions;
    expect(first?.cancellation.isCancelled).toBe(true);
    second?.done();
    expect(await newer).toMatchObject({ precision: "fp32" });
    first?.done();
    await older;
    expect(bench.log).toEqual(["load int8", "close int8", "load fp32"]);
  });

  it("that fails while it converts leaves the old model open", async () => {
    const bench = await opened();
    bench.isConversionSlow = true;
    const reopened = bench.open({ precision: "fp32" });
    bench.lastConversion.fail(new ForetypeError("user/disk-full", "no room"));
    await expect(reopened).rejects.toMatchObject({ code: "user/disk-full" });
    expect(bench.log).toEqual(["load int8"]);
  });

  it("that fails while it loads brings the old model back", async () => {
    const bench = await opened();
    bench.broken.set("fp32", new ForetypeError("model/corrupt", "cut short"));
    await expect(bench.open({ precision: "fp32" })).rejects.toMatchObject({
      code: "model/corrupt",
    });
    expect(bench.log).toEqual(["load int8", "close int8", "load fp32", "load int8"]);
    const outcome = bench.complete("a");
    await turn();
    bench.lastRun.pass();
    expect(await outcome).toEqual(aSuggestion("a"));
  });

  it("that fails at first leaves no model, and says so to requests", async () => {
    const bench = new Bench();
    bench.broken.set("int8", new ForetypeError("model/corrupt", "cut short"));
    await expect(bench.open()).rejects.toMatchObject({ code: "model/corrupt" });
    expect(await bench.complete("a")).toMatchObject({ reason: "modelMissing" });
  });

  it("tells how far it is, not too often, and nothing of what is not wanted any more", async () => {
    const bench = await opened();
    bench.progress.splice(0);
    bench.isConversionSlow = true;
    const token = new CancellationSource();
    const reopened = bench.open({ precision: "fp32" }, token);
    const conversion = bench.lastConversion;
    conversion.tell({ stage: "converting", done: 1, total: 9 });
    conversion.tell({ stage: "converting", done: 2, total: 9 });
    bench.nowMs += 100;
    conversion.tell({ stage: "converting", done: 3, total: 9 });
    token.cancel();
    bench.nowMs += 100;
    conversion.tell({ stage: "converting", done: 4, total: 9 });
    conversion.done();
    await expect(reopened).rejects.toThrow();
    expect(bench.progress.map((progress) => progress.done)).toEqual([1, 3]);
  });
});

describe("warm", () => {
  it("feeds a prompt while nothing else is asked", async () => {
    const bench = await opened();
    const warmth = bench.warm("a");
    await turn();
    bench.lastFeeding.chunk();
    expect(await warmth).toEqual({ numTokens: 9, isComplete: true });
  });

  it("ends with its chunk when a request comes, whatever its document", async () => {
    const bench = await opened();
    const warmth = bench.warm("a");
    await turn();
    const outcome = bench.complete("b");
    expect(bench.lastFeeding.cancellation.isCancelled).toBe(true);
    bench.lastFeeding.chunk();
    expect(await warmth).toEqual({ numTokens: 9, isComplete: false });
    await turn();
    bench.lastRun.pass();
    expect(await outcome).toEqual(aSuggestion("b"));
  });

  it("waits for what is asked already", async () => {
    const bench = await opened();
    const outcome = bench.complete("a");
    const warmth = bench.warm("a");
    await turn();
    expect(bench.feedings).toEqual([]);
    bench.lastRun.pass();
    await outcome;
    await turn();
    bench.lastFeeding.chunk();
    expect(await warmth).toMatchObject({ isComplete: true });
  });

  it("never begins when a request comes while it waits, and settles at once", async () => {
    const bench = await opened();
    const first = bench.complete("a");
    const warmth = bench.warm("a");
    const second = bench.complete("b");
    expect(await warmth).toEqual({ numTokens: 0, isComplete: false });
    for (const outcome of [first, second]) {
      await turn();
      bench.lastRun.pass();
      await outcome;
    }
    expect(bench.feedings).toEqual([]);
  });

  it("withdraws the prompt that was fed before, and is withdrawn by a cancel", async () => {
    const bench = await opened();
    const older = bench.warm("a");
    await turn();
    const token = new CancellationSource();
    const newer = bench.warm("b", token);
    bench.lastFeeding.chunk();
    expect(await older).toMatchObject({ isComplete: false });
    await turn();
    token.cancel();
    bench.lastFeeding.chunk();
    expect(await newer).toMatchObject({ isComplete: false });
  });

  it("makes way for a model that is to be loaded", async () => {
    const bench = await opened();
    const warmth = bench.warm("a");
    await turn();
    const reopened = bench.open({ precision: "fp32" });
    await turn();
    bench.lastFeeding.chunk();
    expect(await warmth).toMatchObject({ isComplete: false });
    expect(await reopened).toMatchObject({ precision: "fp32" });
  });

  it("feeds nothing without a model", async () => {
    expect(await new Bench().warm("a")).toEqual({ numTokens: 0, isComplete: false });
  });
});

describe("describe", () => {
  it("passes a refusal on", async () => {
    const { describe: handler } = new Bench().window.handlers;
    const answer = handler.handle(seedParams, new CancellationSource());
    await expect(answer).rejects.toMatchObject({ code: "model/missing" });
  });
});

describe("complete", () => {
  it("runs one request at a time, in order", async () => {
    const bench = await opened();
    const outcomes = ["a", "b", "c"].map((id) => bench.complete(id));
    for (const expected of [["a"], ["a", "b"], ["a", "b", "c"]]) {
      await turn();
      expect(bench.running).toEqual(expected);
      bench.lastRun.pass();
    }
    expect(await Promise.all(outcomes)).toEqual(["a", "b", "c"].map(aSuggestion));
  });

  it("withdraws the running request of the same document: it ends with its pass", async () => {
    const bench = await opened();
    const older = bench.complete("a");
    await turn();
    const newer = bench.complete("a");
    expect(bench.lastRun.cancellation.isCancelled).toBe(true);
    await turn();
    expect(bench.running).toEqual(["a"]);
    bench.lastRun.pass();
    expect(await older).toEqual({ kind: "none", reason: "superseded" });
    await turn();
    bench.lastRun.pass();
    expect(await newer).toEqual(aSuggestion("a"));
  });

  it("leaves other documents alone", async () => {
    const bench = await opened();
    const outcome = bench.complete("a");
    await turn();
    const other = bench.complete("b");
    expect(bench.lastRun.cancellation.isCancelled).toBe(false);
    bench.lastRun.pass();
    expect(await outcome).toEqual(aSuggestion("a"));
    await turn();
    bench.lastRun.pass();
    await other;
  });

  it("settles a superseded request that waits at once, and never runs it", async () => {
    const bench = await opened();
    const running = bench.complete("a");
    const older = bench.complete("b");
    const newer = bench.complete("b");
    expect(await older).toEqual({ kind: "none", reason: "superseded" });
    await turn();
    bench.lastRun.pass();
    await running;
    await turn();
    bench.lastRun.pass();
    await newer;
    expect(bench.running).toEqual(["a", "b"]);
  });

  it("settles a cancelled request that waits at once, and never runs it", async () => {
    const bench = await opened();
    const running = bench.complete("a");
    const token = new CancellationSource();
    const waiting = bench.complete("b", token);
    token.cancel();
    expect(await waiting).toEqual({ kind: "none", reason: "cancelled" });
    await turn();
    bench.lastRun.pass();
    await running;
    await turn();
    expect(bench.running).toEqual(["a"]);
  });

  it("passes a cancel on to the running request", async () => {
    const bench = await opened();
    const token = new CancellationSource();
    const outcome = bench.complete("a", token);
    await turn();
    token.cancel();
    bench.lastRun.pass();
    expect(await outcome).toEqual({ kind: "none", reason: "cancelled" });
  });

  it("keeps the first reason when a cancelled request is superseded too", async () => {
    const bench = await opened();
    const token = new CancellationSource();
    const older = bench.complete("a", token);
    await turn();
    token.cancel();
    const newer = bench.complete("a");
    bench.lastRun.pass();
    expect(await older).toEqual({ kind: "none", reason: "cancelled" });
    await turn();
    bench.lastRun.pass();
    await newer;
  });

  it("passes a failure on with its code, and serves the next", async () => {
    const bench = await opened();
    const failing = bench.complete("a");
    await turn();
    bench.lastRun.fail(new ForetypeError("invariant", "a defect"));
    await expect(failing).rejects.toMatchObject({ code: "invariant" });
    const next = bench.complete("a");
    await turn();
    bench.lastRun.pass();
    expect(await next).toEqual(aSuggestion("a"));
  });

  it("before any model is open ends as modelMissing", async () => {
    expect(await new Bench().complete("a")).toMatchObject({ reason: "modelMissing" });
  });
});

describe("learn", () => {
  it("is answered at once, and studied until there is no more", async () => {
    const bench = await opened();
    bench.numSlices = 3;
    expect(await bench.learn("a.ts")).toBeNull();
    expect(bench.lessons).toEqual(["int8 a.ts"]);
    for (let i = 0; i < 20; i++) await turn();
    expect(bench.log).toEqual(["load int8", "study", "study", "study"]);
  });

  it("waits for the request that runs, and lets one that comes through between two slices", async () => {
    const bench = await opened();
    const first = bench.complete("a");
    await turn();
    bench.numSlices = 1_000_000;
    await bench.learn("a.ts");
    await turn();
    expect(bench.log).toEqual(["load int8"]);
    bench.lastRun.pass();
    await first;
    await turn();
    const second = bench.complete("b");
    const numStudied = bench.log.length;
    await turn();
    expect(bench.running).toEqual(["a", "b"]);
    expect(bench.log.length).toBeLessThanOrEqual(numStudied + 1);
    await turn();
    expect(bench.log.length).toBeLessThanOrEqual(numStudied + 1);
    bench.numSlices = 0;
    bench.lastRun.pass();
    expect(await second).toEqual(aSuggestion("b"));
  });

  it("goes on with what comes while it is studied", async () => {
    const bench = await opened();
    await bench.learn("a.ts");
    for (let i = 0; i < 5; i++) await turn();
    await bench.learn("b.ts");
    for (let i = 0; i < 5; i++) await turn();
    expect(bench.lessons).toEqual(["int8 a.ts", "int8 b.ts"]);
    expect(bench.log).toEqual(["load int8", "study", "study"]);
  });

  it("is nothing to a server without a model, and the next model is told anew", async () => {
    const bench = new Bench();
    expect(await bench.learn("a.ts")).toBeNull();
    await turn();
    await bench.open();
    await bench.learn("b.ts");
    expect(bench.lessons).toEqual(["int8 b.ts"]);
  });
});

describe("several windows", () => {
  async function both(): Promise<{ bench: Bench; second: Visit }> {
    const bench = await opened();
    const second = bench.join("second");
    await bench.open({}, undefined, second);
    return { bench, second };
  }

  it("share a model that both want: it is loaded once", async () => {
    const { bench } = await both();
    expect(bench.log).toEqual(["load int8"]);
  });

  it("share a model that is being converted, and both are told how far it is", async () => {
    const bench = new Bench();
    bench.isConversionSlow = true;
    const second = bench.join("second");
    const token = new CancellationSource();
    const first = bench.open({}, token);
    const other = bench.open({}, undefined, second);
    expect(bench.conversions).toHaveLength(1);
    bench.lastConversion.tell({ stage: "converting", done: 1, total: 2 });
    expect(bench.progress).toHaveLength(2);
    // Who still waits gets it.
    token.cancel();
    await expect(first).rejects.toMatchObject({ code: "user/cancelled" });
    expect(bench.lastConversion.cancellation.isCancelled).toBe(false);
    bench.lastConversion.done();
    expect(await other).toMatchObject({ precision: "int8" });
  });

  it("have a model each where they want different ones, and change without the other", async () => {
    const { bench, second } = await both();
    await bench.open({ precision: "fp32" }, undefined, second);
    expect(bench.log).toEqual(["load int8", "load fp32"]);
    await bench.learn("a.ts");
    await bench.learn("b.ts", second);
    expect(bench.lessons).toEqual(["int8 a.ts", "fp32 b.ts"]);
    await bench.open({ precision: "fp32" });
    expect(bench.log).toContain("close int8");
  });

  it("do not withdraw each other's requests, though they are in the same document", async () => {
    const { bench, second } = await both();
    const first = bench.complete("a");
    const other = bench.complete("a", undefined, second);
    for (let i = 0; i < 2; i++) {
      await turn();
      bench.lastRun.pass();
    }
    expect(await first).toEqual(aSuggestion("a"));
    expect(await other).toEqual(aSuggestion("a"));
  });

  it("take their turns in order, and the one that the user is in goes first", async () => {
    const { bench, second } = await both();
    await bench.focus(second);
    const outcomes = [
      bench.complete("running"),
      bench.complete("a"),
      bench.complete("b"),
      bench.complete("c", undefined, second),
    ];
    for (let i = 0; i < 4; i++) {
      await turn();
      bench.lastRun.pass();
    }
    await Promise.all(outcomes);
    expect(bench.running).toEqual(["c", "running", "a", "b"]);
    await bench.focus(second, false);
    await bench.focus(bench.window);
    // The other window says only now that it was left.
    await bench.focus(second, false);
    const next = [bench.complete("d", undefined, second), bench.complete("e")];
    for (let i = 0; i < 2; i++) {
      await turn();
      bench.lastRun.pass();
    }
    await Promise.all(next);
    expect(bench.running.slice(4)).toEqual(["e", "d"]);
  });

  it("feed no prompt in place of one in the window that the user is in", async () => {
    const { bench, second } = await both();
    await bench.focus(bench.window);
    const first = bench.warm("a");
    await turn();
    const other = bench.warm("b", undefined, second);
    expect(bench.lastFeeding.cancellation.isCancelled).toBe(false);
    bench.lastFeeding.chunk();
    expect(await first).toMatchObject({ isComplete: true });
    await turn();
    const again = bench.warm("c");
    bench.lastFeeding.chunk();
    expect(await other).toMatchObject({ isComplete: false });
    await turn();
    bench.lastFeeding.chunk();
    expect(await again).toMatchObject({ isComplete: true });
  });

  it("leave what they asked for, and what only they told of", async () => {
    const { bench, second } = await both();
    for (const name of ["a.ts", "both.ts"]) await bench.learn(name);
    for (const name of ["both.ts", "b.ts"]) await bench.learn(name, second);
    const running = bench.complete("a", undefined, second);
    const waiting = bench.complete("b", undefined, second);
    await turn();
    second.leave();
    expect(bench.lastRun.cancellation.isCancelled).toBe(true);
    bench.lastRun.pass();
    expect(await running).toMatchObject({ reason: "cancelled" });
    expect(await waiting).toMatchObject({ reason: "cancelled" });
    expect(bench.lessons.slice(4)).toEqual(["int8 no b.ts"]);
  });

  it("leave a model loaded for a while, for a window that comes back", async () => {
    const bench = await opened();
    bench.window.leave();
    bench.timers.advance(29_000);
    await bench.open({}, undefined, bench.join("again"));
    bench.timers.advance(60_000);
    await turn();
    expect(bench.log).toEqual(["load int8"]);
  });

  it("find a model that nobody has had for a while by looking for it anew", async () => {
    const bench = await opened();
    bench.window.leave();
    bench.timers.advance(30_000);
    for (let i = 0; i < 3; i++) await turn();
    expect(bench.log).toEqual(["load int8", "close int8"]);
    bench.isConversionSlow = true;
    const again = bench.open({}, undefined, bench.join("again"));
    bench.lastConversion.done();
    expect(await again).toMatchObject({ precision: "int8" });
  });

  it("may leave while their model is loaded", async () => {
    const { bench, second } = await both();
    const opening = bench.open({ precision: "fp32" }, undefined, second);
    await Promise.resolve();
    second.leave();
    await opening.catch(() => undefined);
    bench.timers.advance(31_000);
    for (let i = 0; i < 3; i++) await turn();
    expect(bench.log.filter((line) => line === "load fp32")).toHaveLength(
      bench.log.filter((line) => line === "close fp32").length,
    );
  });
});

describe("a model that nothing is asked of", () => {
  const unloadAfterMs = 1000;

  async function resting(): Promise<Bench> {
    const bench = await opened();
    await bench.configure({ unloadAfterMs });
    bench.timers.advance(unloadAfterMs);
    for (let i = 0; i < 3; i++) await turn();
    return bench;
  }

  it("is unloaded, and the windows are told", async () => {
    const bench = await resting();
    expect(bench.log).toEqual(["load int8", "close int8"]);
    expect(bench.rests).toEqual(["first rests"]);
  });

  it("is loaded again by the next request, which gets its suggestion", async () => {
    const bench = await resting();
    const outcome = bench.complete("a");
    for (let i = 0; i < 3; i++) await turn();
    expect(bench.log.at(-1)).toBe("load int8");
    bench.lastRun.pass();
    expect(await outcome).toEqual(aSuggestion("a"));
    expect(bench.rests).toEqual(["first rests", "first is back"]);
    bench.timers.advance(unloadAfterMs);
    for (let i = 0; i < 3; i++) await turn();
    expect(bench.log.at(-1)).toBe("close int8");
  });

  it("is not loaded for a prompt or a lesson", async () => {
    const bench = await resting();
    expect(await bench.warm("a")).toEqual({ numTokens: 0, isComplete: false });
    await bench.learn("a.ts");
    for (let i = 0; i < 3; i++) await turn();
    expect(bench.log).toEqual(["load int8", "close int8"]);
  });

  it("says why it cannot be loaded, and is tried again", async () => {
    const bench = await resting();
    bench.broken.set("int8", new ForetypeError("model/missing", "It was removed."));
    await expect(bench.complete("a")).rejects.toMatchObject({ code: "model/missing" });
    bench.broken.clear();
    const outcome = bench.complete("a");
    for (let i = 0; i < 3; i++) await turn();
    bench.lastRun.pass();
    expect(await outcome).toEqual(aSuggestion("a"));
  });

  it("stays as long as requests come, also while one runs", async () => {
    const bench = await opened();
    await bench.configure({ unloadAfterMs });
    bench.timers.advance(900);
    const outcome = bench.complete("a");
    await turn();
    bench.timers.advance(1500);
    await turn();
    bench.lastRun.pass();
    await outcome;
    for (let i = 0; i < 3; i++) await turn();
    expect(bench.log).toEqual(["load int8"]);
    bench.timers.advance(900);
    await turn();
    expect(bench.log).toEqual(["load int8"]);
  });

  it("rests too when it is back because another could not be loaded", async () => {
    const bench = await opened();
    await bench.configure({ unloadAfterMs });
    bench.broken.set("fp32", new ForetypeError("model/corrupt", "cut short"));
    await expect(bench.open({ precision: "fp32" })).rejects.toMatchObject({
      code: "model/corrupt",
    });
    bench.timers.advance(unloadAfterMs);
    for (let i = 0; i < 3; i++) await turn();
    expect(bench.log).toEqual([
      ...["load int8", "close int8", "load fp32"],
      ...["load int8", "close int8"],
    ]);
  });

  it("stays for good if that is wanted", async () => {
    const bench = await opened();
    await bench.configure({ unloadAfterMs: 0 });
    bench.timers.advance(1e9);
    await turn();
    expect(bench.log).toEqual(["load int8"]);
  });
});

describe("configure", () => {
  it("sets the priority and what is kept of documents, of the model to come too", async () => {
    const bench = new Bench();
    await bench.configure({ isLowPriority: false, documentBytes: 7 });
    await bench.open();
    expect(bench.priorities).toEqual([false]);
    expect(bench.documentBytes).toBe(7);
    await bench.configure({ documentBytes: 9 });
    expect(bench.documentBytes).toBe(9);
  });
});
