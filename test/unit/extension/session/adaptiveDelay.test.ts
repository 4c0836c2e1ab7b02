import { describe, expect, it } from "vitest";
import { AdaptiveDelay } from "../../../../src/extension/session/adaptiveDelay";
import { FakeTimers } from "../../../support/fakeTimers";

const inWord = { prefix: "const na", suffix: "me = 1;\n" };
const atLineEnd = { prefix: "const name = f();", suffix: "\nmore();\n" };

/** After so many keys with such gaps, and an answer. */
function typed(gapMs: number, numKeys = 30, answerMs = 0): AdaptiveDelay {
  const timers = new FakeTimers();
  const delay = new AdaptiveDelay(timers);
  for (let i = 0; i < numKeys; i++) {
    delay.keyed();
    timers.advance(gapMs);
  }
  if (answerMs > 0) delay.answered(answerMs);
  return delay;
}

describe("AdaptiveDelay", () => {
  it("is the example of its description", () => {
    expect(typed(150, 30, 120).at(inWord)).toBeCloseTo(330);
    expect(typed(150, 30, 120).at(atLineEnd)).toBeCloseTo(127.5);
  });

  it("takes a usual pace for granted until there are enough keys, and pauses for none", () => {
    expect(typed(150, 21).at(inWord)).toBe(600);
    expect(typed(150, 22).at(inWord)).toBe(450);
    expect(typed(401).at(inWord)).toBe(600);
  });

  it("stays between 100 ms and a second", () => {
    expect(typed(20, 30, 5_000).at(inWord)).toBe(100);
    expect(typed(400).at(inWord)).toBe(1_000);
  });

  it("is shortest at the end of the document", () => {
    const end = { prefix: "f();", suffix: "" };
    expect(typed(200).at(end)).toBe(300);
    expect(typed(200).at(atLineEnd)).toBeGreaterThan(300);
  });

  it("tells the gap between the last two keys", () => {
    expect(typed(150, 1).gapMs).toBeUndefined();
    expect(typed(950, 2).gapMs).toBe(950);
  });
});
