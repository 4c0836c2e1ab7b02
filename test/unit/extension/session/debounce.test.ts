import { describe, expect, it } from "vitest";
import { Debounce } from "../../../../src/extension/session/debounce";
import { FakeTimers } from "../../../support/fakeTimers";

const neverAborted = new AbortController().signal;

describe("Debounce", () => {
  it("lets a caller through after the pause", async () => {
    const timers = new FakeTimers();
    const end = new Debounce(timers).wait(20, neverAborted);
    timers.advance(20);
    expect(await end).toBe("elapsed");
  });

  it("does not wait when there is nothing to wait for", async () => {
    const timers = new FakeTimers();
    expect(await new Debounce(timers).wait(0, neverAborted)).toBe("elapsed");
    expect(timers.numPending).toBe(0);
  });

  it("settles the older caller when a newer one comes, and only the newer waits on", async () => {
    const timers = new FakeTimers();
    const debounce = new Debounce(timers);
    const older = debounce.wait(20, neverAborted);
    timers.advance(10);
    const newer = debounce.wait(20, neverAborted);
    expect(await older).toBe("superseded");
    timers.advance(20);
    expect(await newer).toBe("elapsed");
    expect(timers.numPending).toBe(0);
  });

  it("settles a caller that withdraws, and leaves no timer behind", async () => {
    const timers = new FakeTimers();
    const debounce = new Debounce(timers);
    const controller = new AbortController();
    const end = debounce.wait(20, controller.signal);
    controller.abort();
    expect(await end).toBe("cancelled");
    expect(timers.numPending).toBe(0);
    expect(await debounce.wait(20, controller.signal)).toBe("cancelled");
  });

  it("is not ended for a newer caller by an older one that withdraws late", async () => {
    const timers = new FakeTimers();
    const debounce = new Debounce(timers);
    const older = new AbortController();
    const first = debounce.wait(20, older.signal);
    const second = debounce.wait(20, neverAborted);
    older.abort();
    timers.advance(20);
    expect([await first, await second]).toEqual(["superseded", "elapsed"]);
  });
});
