import { describe, expect, it } from "vitest";
import { useSection } from "../../../../src/core/stats/panel/use";
import { addUsage, noUsage, numRequests } from "../../../../src/core/stats/usage/usageCounts";
import {
  addToday,
  daysUntil,
  mergeDays,
  usageOfDays,
} from "../../../../src/core/stats/usage/usageDays";
import { usageOf } from "../../../../src/core/stats/usage/usageEvents";

const shown = usageOf({ kind: "shown", from: "model" }, 5_000);

describe("days of usage", () => {
  it("end with today, over the ends of months and years", () => {
    expect(daysUntil("2026-03-02", 3)).toEqual(["2026-02-28", "2026-03-01", "2026-03-02"]);
    expect(daysUntil("2026-01-01", 2)).toEqual(["2025-12-31", "2026-01-01"]);
  });

  it("are forgotten after a fortnight", () => {
    const first = addToday({}, "2026-03-01", shown);
    expect(Object.keys(addToday(first, "2026-03-14", shown))).toEqual(["2026-03-01", "2026-03-14"]);
    expect(Object.keys(addToday(first, "2026-03-15", shown))).toEqual(["2026-03-15"]);
  });

  it("add up to the last of them, and those of two windows to all", () => {
    const one = addToday(addToday({}, "2026-03-01", shown), "2026-03-03", shown);
    const both = mergeDays(one, addToday({}, "2026-03-03", shown), "2026-03-03");
    expect(usageOfDays(both, "2026-03-03", 1).shown).toBe(2);
    expect(usageOfDays(both, "2026-03-03", 7).shown).toBe(3);
    expect(usageOfDays({}, "2026-03-03", 7)).toEqual(noUsage);
  });

  it("remember since when is counted", () => {
    const later = usageOf({ kind: "accepted" }, 9_000);
    expect(addUsage(later, shown).since).toBe(5_000);
    expect(addUsage(noUsage, noUsage).since).toBeUndefined();
  });
});

describe("events of usage", () => {
  it("count each request once", () => {
    const events = [
      { kind: "shown", from: "typedAlong" },
      { kind: "shown", from: "seen" },
      { kind: "notShown", reason: "unsure" },
      { kind: "accepted" },
    ] as const;
    const counts = events.map((event) => usageOf(event, 1)).reduce(addUsage);
    expect([numRequests(counts), counts.shown, counts.typedAlong, counts.seen]).toEqual([
      3, 2, 1, 1,
    ]);
    expect(counts.reasons).toEqual({ unsure: 1 });
  });

  it("count characters of suggestions among all new ones", () => {
    const typed = usageOf({ kind: "added", numChars: 3, isAccepted: false }, 1);
    const accepted = usageOf({ kind: "added", numChars: 9, isAccepted: true }, 1);
    const { newChars, acceptedChars } = addUsage(typed, accepted);
    expect([newChars, acceptedChars]).toEqual([12, 9]);
  });
});

describe("useSection", () => {
  it("leaves a day blank that nothing was written on", () => {
    const typed = usageOf({ kind: "added", numChars: 100, isAccepted: false }, 1);
    const accepted = usageOf({ kind: "added", numChars: 25, isAccepted: true }, 1);
    const days = addToday({ "2026-03-16": shown }, "2026-03-17", addUsage(typed, accepted));
    const section = useSection(noUsage, days, "2026-03-17");
    expect(section.days).toHaveLength(14);
    expect(section.days.slice(-3)).toEqual([null, null, 0.2]);
    expect(section).not.toHaveProperty("reuse");
  });
});
