import { expect, it } from "vitest";
import { StageTimer } from "../../../src/core/stats/stageTimer";
import { FakeClock } from "../../support/fakeClock";

it("books all time between laps, to the stage that ends with the lap", () => {
  const clock = new FakeClock();
  clock.nowMs = 100;
  const timer = new StageTimer(clock);
  clock.nowMs += 5;
  timer.lap("prefill");
  clock.nowMs += 3;
  timer.lap("forward");
  clock.nowMs += 2;
  timer.lap("forward");
  clock.nowMs += 50;
  expect(timer.elapsedMs).toBe(10);
  expect(timer.ms).toEqual({
    tokenise: 0,
    prefill: 5,
    heal: 0,
    draft: 0,
    forward: 5,
    verify: 0,
    commit: 0,
  });
});
