import { describe, expect, it } from "vitest";
import { acceptanceFigures } from "../../../../src/core/stats/panel/acceptance";
import { costFigures } from "../../../../src/core/stats/panel/cost";
import { draftersFigures } from "../../../../src/core/stats/panel/drafters";
import { latencyFigures } from "../../../../src/core/stats/panel/latency";
import { keptOf } from "../../../../src/core/stats/panel/last";
import { speedFigures } from "../../../../src/core/stats/panel/speed";
import { sampleLast, sampleSections, sampleWhy } from "../../../support/panelSample";

const { speed, acceptance, drafters, cost, latency, use, reasons } = sampleSections;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe("the panel's sample", () => {
  it("is one story about requests", () => {
    expect(use.shown + sum(reasons.map(({ n }) => n))).toBe(use.requests);
    expect(latency.n + latency.memoryN).toBe(use.shown);
    expect(use.typedAlong + use.seen).toBe(latency.memoryN);
    expect(sum(latency.bins)).toBe(latency.n);
    expect(sampleWhy.sameToday).toBe(reasons.find(({ id }) => id === sampleWhy.reason)?.n);
    expect(use.days.at(-1)).toBe(use.acceptedChars / use.newChars);
  });

  it("is one story about tokens", () => {
    const { writers, numWritten, share } = draftersFigures(drafters, acceptance.passes);
    expect(numWritten).toBe(4250);
    expect(acceptance.mean * acceptance.passes).toBeCloseTo(numWritten);
    expect(sum(acceptance.accepted) + acceptance.passes).toBe(numWritten);
    expect(writers.map(({ percent }) => percent)).toEqual([45, 19, 6, 30]);
    expect([share?.toFixed(2), acceptanceFigures(acceptance)?.mean]).toEqual(["0.37", 3.31]);
  });

  it("is one story about time", () => {
    expect(speedFigures(speed)).toMatchObject({
      ...{ n: 60, slower: 4, median: 61.5, plain: 26.3, ratio: 2.3 },
      ...{ waitMs: 262, plainWaitMs: 469, waitRatio: 1.8 },
    });
    expect(speed.perRequest.filter((perSecond) => perSecond < (speed.plain ?? 0))).toHaveLength(4);
    expect(latencyFigures(latency).totalMs).toBe(speed.waitMs);
    expect(1_000 / cost.t1Ms).toBe(speed.plain);
    expect(costFigures(cost)).toEqual({ chosen: 8, cost: 1.36, speedUp: 2.4 });
    expect(cost.chosen).toBe(cost.n[cost.expected.indexOf(Math.max(...cost.expected))]);
  });

  it("is one story about the last suggestion", () => {
    const { tokens, passes } = sampleLast;
    const drafted = tokens.filter(({ by }) => by !== "model");
    expect([tokens.length, drafted.length]).toEqual([
      18,
      sum(passes.map((pass) => keptOf(pass).kept)),
    ]);
    for (const [index, { nodes, wrote }] of passes.entries()) {
      const kept = nodes.filter((node) => node.kept).map(({ text }) => text);
      const own = tokens.filter(({ pass }) => pass === index).map(({ text }) => text);
      expect(own).toEqual(wrote === undefined ? kept : [...kept, wrote.text]);
    }
    expect(sum(passes.map(({ ms }) => ms))).toBeLessThan(sampleLast.ms);
  });
});
