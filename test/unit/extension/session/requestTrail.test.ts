import { describe, expect, it } from "vitest";
import type { WhyStepId } from "../../../../src/core/stats/panel/sections";
import { whySteps } from "../../../../src/core/stats/panel/why";
import { StepWatch } from "../../../../src/extension/session/requestTrail";
import { none } from "../../../../src/extension/session/none";
import { aSuggestion } from "../../../support/completionFixtures";
import { FakeTimers } from "../../../support/fakeTimers";

/** A watch over these steps, each of which took 10 ms; the last is not over. */
function watched(...steps: readonly WhyStepId[]): StepWatch {
  const timers = new FakeTimers();
  const watch = new StepWatch(timers);
  for (const step of steps) {
    timers.advance(10);
    watch.passTo(step);
  }
  timers.advance(10);
  return watch;
}

const toModel = ["place", "memory", "pause", "model"] as const;

describe("StepWatch", () => {
  it("tells all steps of a suggestion that the model made, with their times", () => {
    const steps = watched(...toModel, "sure", "checked").finish(aSuggestion("x"), true);
    expect(steps.map(({ id }) => id)).toEqual(whySteps);
    expect(steps.every(({ state }) => state === "passed")).toBe(true);
    expect(steps.map(({ ms }) => ms)).toEqual([10, 10, 10, 10, 10, 10, 10, 0]);
  });

  it("leaves out the model where the text was known", () => {
    const steps = watched("place", "memory").finish(aSuggestion("x"), true);
    const passed = steps.filter(({ state }) => state === "passed").map(({ id }) => id);
    expect(passed).toEqual(["allowed", "place", "memory", "handed"]);
    expect(steps.some(({ state }) => state === "stopped")).toBe(false);
  });

  it.each([
    ["disabled", ["allowed"], "allowed"],
    ["midLine", ["place"], "place"],
    ["superseded", ["place", "memory", "pause"], "pause"],
    ["cancelled", toModel, "model"],
    ["emptyCompletion", toModel, "model"],
    ["unsure", toModel, "sure"],
    ["filtered", toModel, "checked"],
    ["dismissed", ["place", "memory"], "checked"],
  ] as const)("stops a request that is %s at one step, with nothing reached behind", (...row) => {
    const [reason, steps, expected] = row;
    const told = watched(...steps).finish(none(reason), true);
    const stopped = told.findIndex(({ state }) => state === "stopped");
    expect(told[stopped]?.id).toBe(expected);
    expect(told.slice(stopped + 1).every(({ state }) => state === "notReached")).toBe(true);
  });

  it("stops a suggestion that nobody waits for any more at the end", () => {
    const steps = watched(...toModel).finish(aSuggestion("x"), false);
    expect(steps.at(-1)).toMatchObject({ id: "handed", state: "stopped" });
  });
});
