import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyStats, type DecodeStats } from "../../src/core/stats/decodeStats";
import { acceptanceFigures } from "../../src/core/stats/panel/acceptance";
import { costFigures } from "../../src/core/stats/panel/cost";
import { activeDrafters, draftersFigures } from "../../src/core/stats/panel/drafters";
import { FigureFormat } from "../../src/core/stats/panel/format";
import { latencyFigures } from "../../src/core/stats/panel/latency";
import { lastOf } from "../../src/core/stats/panel/last";
import { measureFigures } from "../../src/core/stats/panel/measureFigures";
import { PanelHistory } from "../../src/core/stats/panel/panelHistory";
import { printedRatio, roundTo } from "../../src/core/stats/panel/printed";
import { reasonIds } from "../../src/core/stats/panel/reasonIds";
import { reasonBars, reasonsSection } from "../../src/core/stats/panel/reasons";
import type { ModelRequest } from "../../src/core/stats/panel/requestSample";
import type { Sections } from "../../src/core/stats/panel/sections";
import { speedFigures } from "../../src/core/stats/panel/speed";
import { wholeParts, wholePercentages } from "../../src/core/stats/panel/wholeParts";
import { wilson } from "../../src/core/stats/panel/wilson";
import { fixedRuns } from "../support/arbitraries";

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Passes with drafts of some depth, of which a beginning was accepted. */
const drafts = fc.array(
  fc
    .record({
      drafted: fc.nat(12),
      accepted: fc.nat(12),
      by: fc.constantFrom("workspace", "forced-tokens", "new"),
    })
    .map((draft) => ({ ...draft, accepted: Math.min(draft.drafted, draft.accepted) })),
  { minLength: 1, maxLength: 8 },
);

type Draft = typeof drafts extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

const ms = fc.double({ min: 0, max: 400, noNaN: true });

/** Requests whose counts and times are those of some passes. */
const request: fc.Arbitrary<ModelRequest> = fc
  .record({
    passes: drafts,
    pauseMs: ms,
    handMs: ms,
    prefill: ms,
    forward: ms,
    verify: ms,
  })
  .map(({ passes, pauseMs, handMs, prefill, forward, verify }) => {
    const engineMs = prefill + forward + verify;
    return {
      totalMs: pauseMs + engineMs + handMs,
      pauseMs,
      stats: {
        ...statsOf(passes, forward),
        decodeMs: forward + verify,
        totalMs: engineMs,
        ms: { ...emptyStats.ms, prefill, forward, verify },
      },
    };
  });

function statsOf(passes: readonly Draft[], forwardMs: number): DecodeStats {
  const upTo = (length: (draft: Draft) => number): number[] =>
    Array.from({ length: 12 }, (_, i) => passes.filter((draft) => length(draft) > i).length);
  const byDrafter = Array.from(new Set(passes.map(({ by }) => by)), (name) => {
    const own = passes.filter(({ by }) => by === name);
    const counts = {
      draftedPerPosition: [sum(own.map(({ drafted }) => drafted))],
      acceptedPerPosition: [sum(own.map(({ accepted }) => accepted))],
    };
    return [name, counts] as const;
  });
  const passesPerSize = Array.from(
    { length: 13 },
    (_, i) => passes.filter(({ drafted }) => drafted === i).length,
  );
  const draftedPerPosition = upTo(({ drafted }) => drafted);
  return {
    ...emptyStats,
    numPasses: passes.length,
    numGeneratedTokens: passes.length + sum(passes.map(({ accepted }) => accepted)),
    acceptedPerPosition: upTo(({ accepted }) => accepted),
    draftedPerPosition,
    drafters: Object.fromEntries(byDrafter),
    passesPerSize,
    forwardMsPerSize: passesPerSize.map((num) => (num * forwardMs) / passes.length),
    chancesPerRank: draftedPerPosition.map((num, i) => num * 0.9 ** i),
  };
}

const requests = fc.array(request, { maxLength: 120 });

const cost = {
  points: [
    { numNodes: 1, ms: 38 },
    { numNodes: 8, ms: 52 },
    { numNodes: 64, ms: 300 },
  ],
  ...{ at: 0, threads: 4, context: 1_024 },
};

function sectionsOf(all: readonly ModelRequest[]): ReturnType<PanelHistory["sections"]> {
  const history = new PanelHistory();
  for (const one of all) history.fromModel(one);
  return history.sections({ oneTokenMs: 38, cost, active: activeDrafters("auto") });
}

/** Every number in a value, wherever it is. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe("the panel's figures", () => {
  it("are parts that add up to their totals", () => {
    fc.assert(
      fc.property(requests, (all) => {
        const { acceptance, drafters, latency } = sectionsOf(all);
        const accepted = sum(drafters.map((row) => row.accepted));
        expect(sum(acceptance.accepted)).toBe(accepted);
        expect(acceptance.mean * acceptance.passes).toBeCloseTo(accepted + acceptance.passes);
        const { writers, numWritten } = draftersFigures(drafters, acceptance.passes);
        expect(numWritten).toBe(accepted + acceptance.passes);
        expect(sum(writers.map(({ percent }) => percent))).toBe(numWritten > 0 ? 100 : 0);
        expect(sum(latency.bins)).toBe(latency.n);
        expect(latency.n).toBe(all.length);
      }),
      fixedRuns(200),
    );
  });

  it("print parts of a wait that add up to the printed wait, in both sections", () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 10, maxLength: 120 }), (all) => {
        const { speed, latency } = sectionsOf(all);
        const { parts, totalMs } = latencyFigures(latency);
        const figures = speedFigures(speed);
        if (figures === undefined) return;
        expect(sum(parts.map(({ ms }) => ms))).toBe(totalMs);
        // From a second on the wait is printed in tenths of one.
        expect(Math.abs((figures.waitMs ?? 0) - totalMs)).toBeLessThanOrEqual(
          totalMs < 1_000 ? 0 : 50,
        );
      }),
      fixedRuns(200),
    );
  });

  it("are ratios of the figures that are printed beside them", () => {
    const format = new FigureFormat(Intl, "en-US");
    const printed = (text: string): number => Number(text.replace(/[^\d.]/g, ""));
    fc.assert(
      fc.property(fc.array(request, { minLength: 10, maxLength: 80 }), (all) => {
        const figures = speedFigures(sectionsOf(all).speed);
        if (figures?.ratio === undefined) return;
        const ratio = printed(format.speed(figures.median)) / printed(format.speed(figures.plain));
        expect(format.ratio(figures.ratio)).toBe(format.ratio(printedRatio(ratio)));
      }),
      fixedRuns(200),
    );
  });

  it("count no request as slower that is drawn above plain", () => {
    fc.assert(
      fc.property(requests, (all) => {
        const { speed } = sectionsOf(all);
        const below = speed.perRequest.filter((perSecond) => perSecond < (speed.plain ?? 0));
        expect(speed.slower).toBe(below.length);
        expect(speed.perRequest.length).toBeLessThanOrEqual(60);
      }),
      fixedRuns(100),
    );
  });

  it("never show more accepted than drafted at a position", () => {
    fc.assert(
      fc.property(requests, (all) => {
        const { positions } = acceptanceFigures(sectionsOf(all).acceptance) ?? { positions: [] };
        for (const { drafted, accepted } of positions.slice(0, 8)) {
          expect(drafted).toBeGreaterThanOrEqual(accepted);
        }
      }),
      fixedRuns(100),
    );
  });

  it("are numbers, whatever the engine says", () => {
    const anyNumber = fc.double();
    const hostile = fc
      .record({ base: request, wrong: fc.array(anyNumber, { minLength: 9, maxLength: 9 }) })
      .map(({ base, wrong: [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] }) => ({
        ...base,
        totalMs: a,
        pauseMs: b,
        stats: {
          ...base.stats,
          numGeneratedTokens: c,
          decodeMs: d,
          totalMs: e,
          ms: { ...base.stats.ms, forward: f, draft: g },
          passesPerSize: [h, i],
          forwardMsPerSize: [f, g],
          chancesPerRank: [h, i],
        },
        trace: {
          tokens: [{ text: "x", probability: h, entropyBits: i, by: "model", pass: 0 }],
          passes: [
            {
              ms: f,
              root: "",
              nodes: [{ parent: -1, text: "x", chance: h, by: "x", isKept: true }],
            },
          ],
        },
      }));
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 40 }), (all) => {
        const sections = sectionsOf(all);
        const figures = [
          speedFigures(sections.speed),
          acceptanceFigures(sections.acceptance),
          draftersFigures(sections.drafters, sections.acceptance.passes),
          latencyFigures(sections.latency),
          sections.cost && costFigures(sections.cost),
          all.map(({ trace }) =>
            lastOf({
              trace,
              text: "x",
              id: "1",
              lead: "",
              outcome: "shown",
              ms: 1,
              endedBy: "lineEnd",
            }),
          ),
        ];
        expect(numbersIn([sections, figures]).filter((value) => !Number.isFinite(value))).toEqual(
          [],
        );
      }),
      fixedRuns(300),
    );
  });

  it("of reasons add up, however many they are", () => {
    const counts = fc.dictionary(fc.constantFrom(...reasonIds), fc.nat(1_000));
    fc.assert(
      fc.property(counts, (byReason) => {
        const rows: Sections["reasons"] = reasonsSection(byReason);
        const bars = reasonBars(rows);
        expect(bars.length).toBeLessThanOrEqual(7);
        expect(sum(bars.map(({ n }) => n))).toBe(sum(Object.values(byReason)));
        expect(bars.flatMap(({ ids }) => ids).sort()).toEqual(rows.map(({ id }) => id).sort());
      }),
      fixedRuns(300),
    );
  });

  it("of a comparison are numbers or left out", () => {
    const row = fc.record({
      ...{ id: fc.string(), title: fc.string(), isPlain: fc.boolean() },
      ...{ median: fc.double(), low: fc.double(), high: fc.double() },
      ...{ places: fc.nat(24), faster: fc.nat(24) },
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { ratio } = measureFigures({ state: "done", places: 24, rounds: 2, rows });
        expect(ratio === undefined || Number.isFinite(ratio)).toBe(true);
      }),
      fixedRuns(200),
    );
  });
});

describe("whole parts", () => {
  it("add up to the rounded sum, and each is next to its part", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true })), (parts) => {
        const whole = wholeParts(parts);
        expect(sum(whole)).toBe(Math.round(sum(parts)));
        for (const [i, part] of parts.entries()) {
          expect(Math.abs((whole[i] ?? 0) - part)).toBeLessThanOrEqual(1);
        }
      }),
      fixedRuns(500),
    );
  });

  it("are percentages that add up to 100", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 1 }), (parts) => {
        expect(sum(wholePercentages(parts))).toBe(sum(parts) > 0 ? 100 : 0);
      }),
      fixedRuns(500),
    );
  });
});

describe("Wilson's interval", () => {
  it("holds the share, within 0 and 1, and narrows with more to see", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), (whole, some) => {
        const part = Math.min(whole, some);
        const { low, high } = wilson(part, whole);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(roundTo(low, 9)).toBeLessThanOrEqual(roundTo(part / whole, 9));
        expect(roundTo(high, 9)).toBeGreaterThanOrEqual(roundTo(part / whole, 9));
        const more = wilson(4 * part, 4 * whole);
        expect(more.high - more.low).toBeLessThan(high - low);
      }),
      fixedRuns(500),
    );
  });
});
