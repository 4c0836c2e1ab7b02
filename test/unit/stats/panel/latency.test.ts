import { describe, expect, it } from "vitest";
import { binOf, latencyFigures, latencySection } from "../../../../src/core/stats/panel/latency";
import { requestSample } from "../../../../src/core/stats/panel/requestSample";
import { aModelRequest } from "../../../support/panelRequests";

const waits = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => 100 + i);

describe("latencySection", () => {
  it("has 24 bins from 60 ms to 1.6 s, the outer ones for the rest", () => {
    expect([0, 60, 61, 69, 1_599, 1_600, 1e9].map(binOf)).toEqual([0, 0, 0, 1, 23, 23, 23]);
  });

  it("has a percentile from so many requests on as it needs", () => {
    const known = [9, 10, 29, 30, 199, 200].map((n) => {
      const { p50, p90, p99 } = latencySection({ model: waits(n), memory: [], samples: [] });
      return [p50, p90, p99].filter((value) => value !== undefined).length;
    });
    expect(known).toEqual([0, 1, 1, 2, 2, 3]);
  });

  it("keeps answers from memory out of the histogram", () => {
    const section = latencySection({ model: [200], memory: [2, 3, 90], samples: [] });
    expect(section.bins.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect([section.n, section.memoryN, section.memoryMs]).toEqual([1, 3, 3]);
  });

  it("splits a request into parts that add up to it", () => {
    const samples = [requestSample(aModelRequest())];
    const { parts } = latencySection({ model: [262], memory: [], samples });
    expect(parts.map(({ id, ms }) => [id, ms])).toEqual([
      ["pause", 48],
      ["read", 41],
      ["draft", 6],
      ["check", 150],
      // 4 ms of the decoder, and 2 ms of the engine outside it.
      ["choose", 6],
      ["hand", 11],
    ]);
  });

  it("believes the engine where it took longer than the editor waited", () => {
    const sample = requestSample(aModelRequest({ totalMs: 100 }));
    expect(sample.parts.at(-1)).toEqual({ id: "hand", ms: 0 });
  });

  it("prints parts that add up to the printed sum", () => {
    const parts = [41.4, 6.3, 148.3].map((ms) => ({ id: "read" as const, ms }));
    const section = { ...latencySection({ model: [], memory: [], samples: [] }), parts };
    const figures = latencyFigures(section);
    expect([figures.parts.map(({ ms }) => ms), figures.totalMs]).toEqual([[42, 6, 148], 196]);
  });
});
