import { describe, expect, it } from "vitest";
import { mayWarm } from "../../../../src/extension/warm/mayWarm";
import { PowerSource } from "../../../../src/extension/warm/powerSource";
import { FakeTimers } from "../../../support/fakeTimers";
import { turn } from "../../../support/testWire";

describe("PowerSource", () => {
  it("asks in the background, and again only after a while", async () => {
    const timers = new FakeTimers();
    let isOnBattery = true;
    let numAsked = 0;
    const power = new PowerSource(() => {
      numAsked += 1;
      return Promise.resolve(isOnBattery);
    }, timers);
    expect(numAsked).toBe(0);
    expect(power.isOnBattery).toBeUndefined();
    await turn();
    expect(power.isOnBattery).toBe(true);
    isOnBattery = false;
    timers.advance(100_000);
    expect(power.isOnBattery).toBe(true);
    expect(numAsked).toBe(1);
    timers.advance(20_000);
    expect(power.isOnBattery).toBe(true);
    await turn();
    expect(power.isOnBattery).toBe(false);
    expect(numAsked).toBe(2);
  });

  it("keeps what it knew when asking fails", async () => {
    const power = new PowerSource(() => Promise.reject(new Error("no")), new FakeTimers());
    expect(power.isOnBattery).toBeUndefined();
    await turn();
    expect(power.isOnBattery).toBeUndefined();
  });
});

describe("mayWarm", () => {
  it.each([
    ["on", true, true],
    ["on", undefined, true],
    ["off", false, false],
    ["onPower", false, true],
    ["onPower", true, false],
    ["onPower", undefined, false],
  ] as const)("%s, on battery %s: %s", (wish, isOnBattery, expected) => {
    expect(mayWarm(wish, () => isOnBattery)).toBe(expected);
  });
});
