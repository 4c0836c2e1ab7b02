import { describe, expect, it } from "vitest";
import { requestSample } from "../../../../src/core/stats/panel/requestSample";
import { speedFigures, speedSection, statusSpeed } from "../../../../src/core/stats/panel/speed";
import { aModelRequest, aSample } from "../../../support/panelRequests";

const tenOf = (perSecond: number): ReturnType<typeof aSample>[] =>
  Array.from({ length: 10 }, () => aSample(perSecond));

describe("speedSection", () => {
  it("is about the last sixty requests, the latest last", () => {
    const samples = Array.from({ length: 70 }, (_, i) => aSample(10 + i));
    const { perRequest } = speedSection(samples, {});
    expect(perRequest).toHaveLength(60);
    expect(perRequest.at(-1)).toBeCloseTo(79);
  });

  it("counts the requests that plain decoding would have been faster for", () => {
    const samples = [aSample(20), aSample(26), aSample(27), aSample(60)];
    const section = speedSection(samples, { oneTokenMs: 1_000 / 26.3 });
    expect([section.slower, section.plainIs]).toEqual([2, "estimated"]);
  });

  it("takes a measured speed before an estimated one", () => {
    const section = speedSection([aSample(20)], { oneTokenMs: 10, measured: 26.1 });
    expect([section.plain, section.plainIs, section.slower]).toEqual([26.1, "measured", 1]);
  });

  it("waits for as many plain passes as there are tokens, in place of drafting and checking", () => {
    const section = speedSection([requestSample(aModelRequest())], { oneTokenMs: 38 });
    expect([section.waitMs, section.plainWaitMs]).toEqual([262, 262 - 156 + 380]);
  });

  it("knows no plain speed before a pass of one token was timed", () => {
    const section = speedSection(tenOf(60), {});
    expect([section.plain, section.slower]).toEqual([undefined, 0]);
    const figures = speedFigures(section);
    expect(figures?.median).toBe(60);
    expect(figures).not.toHaveProperty("ratio");
  });

  it("says nothing of waits where none was seen from beginning to end", () => {
    const figures = speedFigures(speedSection(tenOf(60), { oneTokenMs: 40 }, undefined, []));
    expect(figures).toMatchObject({ median: 60, plain: 25, ratio: 2.4 });
    expect(figures).not.toHaveProperty("waitMs");
    expect(figures).not.toHaveProperty("plainWaitMs");
  });

  it("leaves out requests that took no measurable time", () => {
    expect(speedSection([{ ...aSample(60), writingMs: 0 }], {}).perRequest).toEqual([]);
  });

  it("says what the window began with", () => {
    expect(speedSection([], {}, "Token recycling").change).toBe("Token recycling");
  });
});

describe("statusSpeed", () => {
  it("is the median of the last twenty requests, from the first on", () => {
    expect(statusSpeed([])).toBeUndefined();
    expect(statusSpeed([aSample(50)])).toBe(50);
    const samples = Array.from({ length: 40 }, (_, i) => aSample(10 * (i + 1)));
    expect(statusSpeed(samples)).toBe(305);
  });
});

describe("speedFigures", () => {
  it("wait for ten suggestions", () => {
    expect(speedFigures(speedSection(tenOf(60).slice(1), { oneTokenMs: 38 }))).toBeUndefined();
  });

  it("divide the printed figures", () => {
    // 61.54 / 26.26 is 2.343; what is printed is 61.5 / 26.3, which is 2.338.
    const figures = speedFigures(speedSection(tenOf(61.54), { measured: 26.26 }));
    expect(figures).toMatchObject({ median: 61.5, plain: 26.3, ratio: 2.3, isEstimated: false });
  });

  it("print a slow-down as it is", () => {
    const figures = speedFigures(speedSection(tenOf(20), { measured: 25 }));
    expect([figures?.ratio, figures?.slower]).toEqual([0.8, 10]);
  });
});
