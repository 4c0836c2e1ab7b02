import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/core/complete/outcome";
import { defaultOptions } from "../../../src/core/complete/request";
import { ForetypeError } from "../../../src/core/errors";
import type { Cancellation } from "../../../src/core/ports";
import { EngineServer, type OpenEngine } from "../../../src/engine/engineServer";
import { CancellationSource } from "../../../src/protocol/cancellationSource";
import { protocolVersion, type ModelParams } from "../../../src/protocol/engineApi";
import { aRequest, aSuggestion } from "../../support/completionFixtures";
import { seedParams } from "../../support/fakeEngineProcess";
import { turn } from "../../support/testWire";

/** A request that reached the engine and runs until the test lets it take its next pass. */
interface Run {
  readonly documentId: string;
  readonly cancellation: Cancellation;
  /** The pass ends: the run ends if it was withdrawn, or with `outcome`. */
  pass(outcome?: Outcome): void;
  fail(error: unknown): void;
}

class Bench {
  readonly runs: Run[] = [];
  readonly log: string[] = [];
  readonly server: EngineServer;
  #nowMs = 0;

  constructor(openError?: ForetypeError) {
    this.server = new EngineServer({
      openEngine: async (model) => {
        this.log.push(`open ${model.precision}`);
        await turn();
        this.#nowMs += 40;
        if (openError !== undefined) throw openError;
        return this.#engine(model);
      },
      clock: { now: () => this.#nowMs },
    });
  }

  open(changes: Partial<ModelParams & { protocolVersion: number }> = {}) {
    const params = { ...seedParams, protocolVersion, ...changes };
    return this.server.handlers.open.handle(params, new CancellationSource());
  }

  complete(documentId: string, token = new CancellationSource()) {
    const params = { request: aRequest({ documentId }), options: defaultOptions };
    return this.server.handlers.complete.handle(params, token);
  }

  get running(): readonly string[] {
    return this.runs.map(({ documentId }) => documentId);
  }

  get lastRun(): Run {
    const run = this.runs.at(-1);
    if (run === undefined) throw new Error("nothing runs");
    return run;
  }

  #engine(model: ModelParams): OpenEngine {
    const { modelId, precision } = model;
    return {
      facts: { modelId, precision, threads: 3, numParameters: 7 },
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

async function opened(): Promise<Bench> {
  const bench = new Bench();
  await bench.open();
  return bench;
}

describe("open", () => {
  it("tells what was opened and how long it took", async () => {
    expect(await new Bench().open()).toEqual({
      modelId: "seed",
      precision: "int8",
      threads: 3,
      numParameters: 7,
      loadMs: 40,
    });
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
    const second = bench.complete("b");
    await turn();
    expect(bench.log).toEqual(["open int8"]);
    bench.lastRun.pass();
    expect(await first).toEqual(aSuggestion("a"));
    expect(await reopened).toMatchObject({ precision: "fp32" });
    expect(bench.log).toEqual(["open int8", "close int8", "open fp32"]);
    await turn();
    bench.lastRun.pass();
    expect(await second).toEqual(aSuggestion("b"));
  });

  it("that fails leaves no model, and says so to requests", async () => {
    const bench = new Bench(new ForetypeError("model/corrupt", "cut short"));
    await expect(bench.open()).rejects.toMatchObject({ code: "model/corrupt" });
    expect(await bench.complete("a")).toMatchObject({ reason: "modelMissing" });
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
