import { describe, expect, it } from "vitest";
import { CalmValue } from "../../../src/extension/calmValue";
import { FakeTimers } from "../../support/fakeTimers";

function calm(): {
  readonly timers: FakeTimers;
  readonly shown: string[];
  readonly value: CalmValue<string>;
} {
  const timers = new FakeTimers();
  const shown: string[] = [];
  const value = new CalmValue<string>({
    timers,
    leastMs: 2_000,
    isSame: (a, b) => a === b,
    show: (text) => shown.push(text),
  });
  return { timers, shown, value };
}

describe("CalmValue", () => {
  it("shows the first at once, and of those that come soon the last one, when it is time", () => {
    const { timers, shown, value } = calm();
    for (const text of ["a", "b", "c"]) value.set(() => text);
    expect(shown).toEqual(["a"]);
    timers.advance(1_999);
    expect(shown).toEqual(["a"]);
    timers.advance(1);
    expect(shown).toEqual(["a", "c"]);
    timers.advance(5_000);
    value.set(() => "d");
    expect(shown).toEqual(["a", "c", "d"]);
  });

  it("does not show again what stands there", () => {
    const { timers, shown, value } = calm();
    value.set(() => "a");
    timers.advance(3_000);
    value.set(() => "a");
    expect(shown).toEqual(["a"]);
    value.set(() => "b");
    expect(shown).toEqual(["a", "b"]);
  });

  it("asks for nothing that is not shown, and leaves no alarm behind", () => {
    const { timers, shown, value } = calm();
    value.set(() => "a");
    value.set(() => {
      throw new Error("This is replaced before it is shown.");
    });
    value.set(() => "b");
    value.dispose();
    expect(timers.numPending).toBe(0);
    timers.advance(5_000);
    expect(shown).toEqual(["a"]);
  });
});
