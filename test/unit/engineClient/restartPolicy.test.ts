import { describe, expect, it } from "vitest";
import { decideRestart, recordCrash, type Crash } from "../../../src/extension/restartPolicy";

const ready = (...seconds: readonly number[]): readonly Crash[] =>
  seconds.map((second) => ({ atMs: second * 1000, wasReady: true }));
const neverReady = (...seconds: readonly number[]): readonly Crash[] =>
  seconds.map((second) => ({ atMs: second * 1000, wasReady: false }));
const after = (delayMs: number) => ({ kind: "restart", delayMs });
const giveUp = { kind: "giveUp" };

describe("decideRestart", () => {
  it.each([
    ["nothing has happened", [], after(0)],
    ["the first crash", ready(100), after(500)],
    ["the second", ready(100, 101), after(1000)],
    ["three within a minute", ready(100, 130, 159.9), giveUp],
    ["the third after a minute", ready(100, 130, 160), after(2000)],
    ["the third of which two are old", ready(100, 700, 701), after(1000)],
    ["one every 40 seconds", ready(0, 40, 80, 120, 160), after(8000)],
    ["many, never three within a minute", ready(0, 40, 80, 120, 160, 200, 240, 280), after(30_000)],
    ["three slow ones that never got ready", neverReady(0, 200, 400), giveUp],
    ["two of those", neverReady(0, 200), after(1000)],
    ["one of three got ready", [...neverReady(0), ...ready(200), ...neverReady(400)], after(2000)],
  ])("%s", (_, crashes, decision) => {
    expect(decideRestart(crashes)).toEqual(decision);
  });
});

describe("recordCrash", () => {
  it("keeps the newest, as many as the longest delay needs", () => {
    let crashes: readonly Crash[] = [];
    for (const crash of ready(...Array.from({ length: 40 }, (_, index) => index * 40))) {
      crashes = recordCrash(crashes, crash);
    }
    expect(crashes).toHaveLength(10);
    expect(crashes.at(-1)).toEqual({ atMs: 39 * 40_000, wasReady: true });
    expect(decideRestart(crashes)).toEqual(after(30_000));
  });
});
