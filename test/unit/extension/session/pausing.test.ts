import { describe, expect, it } from "vitest";
import { Pausing, pauseSentence } from "../../../../src/extension/session/pausing";
import { FakeTimers } from "../../../support/fakeTimers";

class Bench {
  readonly timers = new FakeTimers();
  isSparing = false;
  numChanges = 0;
  readonly pausing = new Pausing({
    timers: this.timers,
    isSparing: () => this.isSparing,
    onChange: () => this.numChanges++,
  });
}

describe("Pausing", () => {
  it("ends by itself after the time that was asked for", () => {
    const { timers, pausing } = new Bench();
    timers.advance(5);
    pausing.pause(1_000);
    expect(pausing.current).toEqual({ by: "user", untilMs: 1_005 });
    timers.advance(999);
    expect(pausing.current).toBeDefined();
    timers.advance(1);
    expect(pausing.current).toBeUndefined();
  });

  it("ends by hand, also when it has no end of its own, and tells of each change once", () => {
    const bench = new Bench();
    bench.pausing.resume();
    bench.pausing.pause();
    bench.timers.advance(1e9);
    expect(bench.pausing.current).toEqual({ by: "user" });
    bench.pausing.resume();
    expect(bench.pausing.current).toBeUndefined();
    expect(bench.numChanges).toBe(2);
  });

  it("is as long as was asked for last", () => {
    const { timers, pausing } = new Bench();
    pausing.pause(1_000);
    pausing.pause(5_000);
    timers.advance(1_000);
    expect(pausing.current).toBeDefined();
    pausing.pause();
    expect(timers.numPending).toBe(0);
  });

  it("spares the battery for as long as that is to be spared", () => {
    const bench = new Bench();
    bench.isSparing = true;
    expect(bench.pausing.current).toEqual({ by: "battery" });
    bench.pausing.resume();
    expect(bench.pausing.current).toEqual({ by: "battery" });
    bench.isSparing = false;
    expect(bench.pausing.current).toBeUndefined();
  });

  it("says why", () => {
    expect(pauseSentence({ by: "user" })).toBe("Suggestions are paused.");
    expect(pauseSentence({ by: "battery" })).toContain("battery");
  });
});
