import { describe, expect, it } from "vitest";
import type { Warmth } from "../../../../src/core/complete/warmPrompt";
import { defaultOptions, type CompletionRequest } from "../../../../src/core/complete/request";
import { PromptWarming, restMs } from "../../../../src/extension/warm/promptWarming";
import { aRequest } from "../../../support/completionFixtures";
import { FakeTimers } from "../../../support/fakeTimers";
import { turn } from "../../../support/testWire";

class Bench {
  readonly timers = new FakeTimers();
  readonly fed: { readonly path: string; readonly signal: AbortSignal; end(): void }[] = [];
  readonly changes: boolean[] = [];
  request: CompletionRequest | undefined = aRequest();
  readonly warming: PromptWarming;

  constructor() {
    this.warming = new PromptWarming({
      engine: {
        warm: ({ path }, _, signal) =>
          new Promise<Warmth | undefined>((resolve) => {
            const end = (): void => {
              resolve({ numTokens: 1, isComplete: true });
            };
            signal.addEventListener("abort", end);
            this.fed.push({ path, signal, end });
          }),
      },
      timers: this.timers,
      next: () => this.request && { request: this.request, options: defaultOptions },
      onChange: () => this.changes.push(this.warming.isFeeding),
    });
  }
}

describe("PromptWarming", () => {
  it("feeds once when the cursor rests, and says so while it does", async () => {
    const bench = new Bench();
    bench.warming.moved();
    bench.timers.advance(restMs - 1);
    bench.warming.moved();
    bench.timers.advance(restMs - 1);
    expect(bench.fed).toEqual([]);
    bench.timers.advance(1);
    expect(bench.fed.map(({ path }) => path)).toEqual(["src/add.ts"]);
    expect(bench.warming.isFeeding).toBe(true);
    bench.fed[0]?.end();
    await turn();
    expect(bench.changes).toEqual([true, false]);
    bench.timers.advance(10 * restMs);
    expect(bench.fed).toHaveLength(1);
  });

  it("waits the longer for the cursor to rest the longer feeding takes, and forgets that by and by", async () => {
    const bench = new Bench();
    const feedFor = async (ms: number): Promise<void> => {
      const before = bench.fed.length;
      bench.warming.moved();
      while (bench.fed.length === before) bench.timers.advance(10);
      bench.timers.advance(ms);
      bench.fed.at(-1)?.end();
      await turn();
    };
    await feedFor(2_000);
    bench.warming.moved();
    bench.timers.advance(3_999);
    expect(bench.fed).toHaveLength(1);
    bench.timers.advance(1);
    expect(bench.fed).toHaveLength(2);
    for (let i = 0; i < 6; i++) await feedFor(0);
    bench.warming.moved();
    bench.timers.advance(restMs);
    expect(bench.fed).toHaveLength(9);
    bench.warming.stop();
    await turn();
    await feedFor(60_000);
    bench.warming.moved();
    bench.timers.advance(10_000);
    expect(bench.fed).toHaveLength(11);
  });

  it("asks what is at the cursor when it rests, not before", () => {
    const bench = new Bench();
    bench.warming.moved();
    bench.request = aRequest({ path: "src/other.ts" });
    bench.timers.advance(restMs);
    expect(bench.fed.map(({ path }) => path)).toEqual(["src/other.ts"]);
  });

  it("ends what it feeds when the cursor goes on", async () => {
    const bench = new Bench();
    bench.warming.moved();
    bench.timers.advance(restMs);
    bench.warming.moved();
    expect(bench.fed[0]?.signal.aborted).toBe(true);
    await turn();
    expect(bench.warming.isFeeding).toBe(false);
    bench.timers.advance(restMs);
    expect(bench.fed).toHaveLength(2);
  });

  it("feeds nothing where nothing is to be prepared for", () => {
    const bench = new Bench();
    bench.request = undefined;
    bench.warming.moved();
    bench.timers.advance(restMs);
    expect(bench.fed).toEqual([]);
    expect(bench.changes).toEqual([]);
  });

  it("forgets what it was to feed when it is stopped", () => {
    const bench = new Bench();
    bench.warming.moved();
    bench.warming.stop();
    bench.timers.advance(restMs);
    expect(bench.fed).toEqual([]);
    expect(bench.timers.numPending).toBe(0);
  });
});
