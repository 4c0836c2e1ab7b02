import { describe, expect, it } from "vitest";
import { IdleExit } from "../../../src/engine/idleExit";
import { FakeTimers } from "../../support/fakeTimers";

function anExit(): {
  readonly idle: IdleExit;
  readonly timers: FakeTimers;
  readonly exits: () => number;
} {
  const timers = new FakeTimers();
  let numExits = 0;
  const idle = new IdleExit({
    lingerMs: 100,
    alarm: (delayMs, ring) => timers.after(delayMs, ring),
    exit: () => numExits++,
  });
  return { idle, timers, exits: () => numExits };
}

describe("IdleExit", () => {
  it("ends where nobody ever comes", () => {
    const { timers, exits } = anExit();
    timers.advance(99);
    expect(exits()).toBe(0);
    timers.advance(1);
    expect(exits()).toBe(1);
  });

  it("ends some time after the last has left, unless somebody comes", () => {
    const { idle, timers, exits } = anExit();
    idle.came();
    idle.came();
    idle.left();
    timers.advance(1000);
    idle.left();
    timers.advance(99);
    idle.came();
    timers.advance(1000);
    expect(exits()).toBe(0);
    idle.left();
    timers.advance(100);
    expect(exits()).toBe(1);
  });
});
