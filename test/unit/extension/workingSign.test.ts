import { describe, expect, it } from "vitest";
import { WorkingSign } from "../../../src/extension/workingSign";
import { FakeTimers } from "../../support/fakeTimers";

describe("WorkingSign", () => {
  function sign(): { timers: FakeTimers; changes: boolean[]; working: WorkingSign } {
    const timers = new FakeTimers();
    const changes: boolean[] = [];
    const working: WorkingSign = new WorkingSign(timers, () => changes.push(working.isShown));
    return { timers, changes, working };
  }

  function work(): { promise: Promise<void>; end: () => void; fail: (error: Error) => void } {
    let end = (): void => undefined;
    let fail: (error: Error) => void = end;
    const promise = new Promise<void>((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
    return { promise, end, fail };
  }

  it("says nothing of work that is short", async () => {
    const { timers, changes, working } = sign();
    const short = work();
    const done = working.during(short.promise);
    timers.advance(299);
    short.end();
    await done;
    timers.advance(5_000);
    expect(changes).toEqual([]);
  });

  it("comes after 300 ms and stays for 400 at least", async () => {
    const { timers, changes, working } = sign();
    const long = work();
    const done = working.during(long.promise);
    timers.advance(300);
    expect(changes).toEqual([true]);
    timers.advance(100);
    long.end();
    await done;
    timers.advance(299);
    expect(working.isShown).toBe(true);
    timers.advance(1);
    expect(changes).toEqual([true, false]);
  });

  it("stays over several pieces of work, and goes when one fails", async () => {
    const { timers, changes, working } = sign();
    const first = work();
    const all = [working.during(first.promise)];
    timers.advance(300);
    const failing = work();
    all.push(working.during(failing.promise));
    first.end();
    await all[0];
    timers.advance(5_000);
    expect(changes).toEqual([true]);
    failing.fail(new Error("It ended."));
    await expect(all[1]).rejects.toThrow("It ended.");
    timers.advance(0);
    expect(changes).toEqual([true, false]);
  });
});
