import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reasonIds } from "../../src/core/stats/panel/reasonIds";
import { useSection } from "../../src/core/stats/panel/use";
import {
  addUsage,
  keptAfterS,
  noUsage,
  numRequests,
  type UsageCounts,
} from "../../src/core/stats/usage/usageCounts";
import { mergeDays, usageOfDays, type UsageDays } from "../../src/core/stats/usage/usageDays";
import { usageOf, type UsageEvent } from "../../src/core/stats/usage/usageEvents";
import { parseUsage, usageJson } from "../../src/core/stats/usage/usageJson";
import { fixedRuns } from "../support/arbitraries";

const today = "2026-03-17";

const event: fc.Arbitrary<UsageEvent> = fc.oneof(
  fc.record({
    kind: fc.constant("shown" as const),
    from: fc.constantFrom("model", "typedAlong", "seen"),
  }),
  fc.record({ kind: fc.constant("notShown" as const), reason: fc.constantFrom(...reasonIds) }),
  fc.record({
    kind: fc.constant("added" as const),
    numChars: fc.nat(200),
    isAccepted: fc.boolean(),
  }),
);

const counts = fc
  .array(event, { maxLength: 30 })
  .map((events) => events.map((one) => usageOf(one, 1_000)).reduce(addUsage, noUsage));

const days: fc.Arbitrary<UsageDays> = fc.dictionary(
  fc.constantFrom("2026-03-03", "2026-03-04", "2026-03-16", "2026-03-17", "2026-03-18"),
  counts,
);

/** What holds of all counts. */
function expectLaws(of: UsageCounts): void {
  const reasons = Object.values(of.reasons).reduce((sum, n) => sum + n, 0);
  expect(numRequests(of)).toBe(of.shown + reasons);
  expect(of.typedAlong + of.seen).toBeLessThanOrEqual(of.shown);
  expect(of.accepted).toBeLessThanOrEqual(of.shown);
  expect(of.acceptedChars).toBeLessThanOrEqual(of.newChars);
  expect(of.reusedTokens).toBeLessThanOrEqual(of.promptTokens);
  for (const seconds of keptAfterS) {
    expect(of.kept[seconds].kept).toBeLessThanOrEqual(of.kept[seconds].of);
    expect(of.kept[seconds].of).toBeLessThanOrEqual(of.accepted);
  }
}

describe("usage", () => {
  it("adds up in any order", () => {
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        expect(addUsage(a, b)).toEqual(addUsage(b, a));
        expect(addUsage(addUsage(a, b), c)).toEqual(addUsage(a, addUsage(b, c)));
        expect(addUsage(a, noUsage)).toEqual(a);
      }),
      fixedRuns(200),
    );
  });

  it("merges days to the sum of both", () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        const merged = usageOfDays(mergeDays(a, b, today), today, 14);
        expect(merged).toEqual(addUsage(usageOfDays(a, today, 14), usageOfDays(b, today, 14)));
        expectLaws(merged);
      }),
      fixedRuns(200),
    );
  });

  it("is read as it was stored, but for what is too old or not yet", () => {
    fc.assert(
      fc.property(days, (stored) => {
        const read = parseUsage(JSON.parse(JSON.stringify(usageJson(stored))), today);
        expect(read).toEqual(mergeDays(stored, {}, today));
      }),
      fixedRuns(200),
    );
  });

  it("keeps its laws whatever was stored", () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.constant(null));
    const kept = fc.record({ kept: number, of: number }, { requiredKeys: [] });
    const hostile = fc.record(
      {
        ...{ since: number, shown: number, typedAlong: number, seen: number, accepted: number },
        ...{ newChars: number, acceptedChars: number, promptTokens: number, reusedTokens: number },
        kept: fc.oneof(number, fc.record({ "30": kept, "120": kept, "600": kept })),
        reasons: fc.oneof(number, fc.dictionary(fc.string(), number)),
      },
      { requiredKeys: [] },
    );
    const stored = fc.oneof(
      fc.anything(),
      fc.record({ version: fc.constant(1), days: fc.anything() }),
      fc.record({ version: fc.constant(1), days: fc.record({ [today]: hostile }) }),
    );
    fc.assert(
      fc.property(stored, (value) => {
        const read = parseUsage(value, today);
        const all = usageOfDays(read, today, 14);
        expectLaws(all);
        const { reuse, days: columns, ...section } = useSection(all, read, today);
        const numbers = [...Object.values(section), ...columns, reuse ?? 0];
        expect(numbers.filter((n) => n !== null && !Number.isFinite(n))).toEqual([]);
      }),
      fixedRuns(500),
    );
  });
});
