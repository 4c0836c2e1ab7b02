import { describe, expect, it } from "vitest";
import { UsageCounter } from "../../../../src/extension/usage/usageCounter";
import type { UsageStore } from "../../../../src/extension/usage/usageStore";
import { FakeTimers } from "../../../support/fakeTimers";

class FakeStore implements UsageStore {
  json: unknown;
  numWrites = 0;

  read(): unknown {
    return this.json;
  }

  write(json: unknown): void {
    this.numWrites++;
    this.json = json === undefined ? undefined : JSON.parse(JSON.stringify(json));
  }
}

const shown = { kind: "shown", from: "model" } as const;

function open(store: UsageStore, timers = new FakeTimers(), today = "2026-03-17"): UsageCounter {
  return new UsageCounter({ store, timers, epochMs: () => 1_000, today: () => today });
}

describe("UsageCounter", () => {
  it("stores counts half a minute after the first of them, and at the end", () => {
    const store = new FakeStore();
    const timers = new FakeTimers();
    const counter = open(store, timers);
    counter.count(shown);
    timers.advance(20_000);
    counter.count(shown);
    timers.advance(10_000);
    expect([store.numWrites, open(store).ofDays(1).shown]).toEqual([1, 2]);
    counter.count(shown);
    counter.save();
    counter.save();
    expect([store.numWrites, open(store).ofDays(1).shown, timers.numPending]).toEqual([2, 3, 0]);
  });

  it("adds to what other windows have stored", () => {
    const store = new FakeStore();
    const [one, other] = [open(store), open(store)];
    one.count(shown);
    other.count(shown);
    other.count(shown);
    one.save();
    other.save();
    expect([one.ofDays(1).shown, one.session.shown, other.session.shown]).toEqual([3, 1, 2]);
  });

  it("knows its own counts before they are stored", () => {
    const counter = open(new FakeStore());
    counter.count(shown);
    expect([counter.ofDays(1).shown, counter.ofDays(1).since]).toEqual([1, 1_000]);
  });

  it("takes in what was exported, on top of what there is", () => {
    const counter = open(new FakeStore());
    counter.count(shown);
    const json = counter.export();
    const other = open(new FakeStore(), new FakeTimers(), "2026-03-18");
    other.count(shown);
    other.import(json);
    expect([other.ofDays(1).shown, other.ofDays(7).shown]).toEqual([1, 2]);
    other.import("nothing of ours");
    expect(other.ofDays(7).shown).toBe(2);
  });

  it("forgets everything when it is told to", () => {
    const store = new FakeStore();
    const counter = open(store);
    counter.count(shown);
    counter.save();
    counter.count(shown);
    counter.clear();
    counter.save();
    expect([store.json, counter.ofDays(14).shown, counter.session.shown]).toEqual([
      undefined,
      0,
      0,
    ]);
  });
});
