import { describe, expect, it } from "vitest";
import { PanelHistory } from "../../../../src/core/stats/panel/panelHistory";
import { emptyStats } from "../../../../src/core/stats/decodeStats";
import { aModelRequest } from "../../../support/panelRequests";

const active = ["copy"] as const;
const cost = {
  points: [
    { numNodes: 1, ms: 40 },
    { numNodes: 4, ms: 60 },
  ],
  ...{ at: 0, threads: 4, context: 1_024 },
};

/** A pass of one token, and one with two guesses. */
const request = aModelRequest({
  stats: {
    ...emptyStats,
    numPasses: 2,
    draftedPerPosition: [1, 1],
    passesPerSize: [1, 0, 1],
    forwardMsPerSize: [50, 0, 60],
    chancesPerRank: [0.6, 0.4],
  },
});

describe("PanelHistory", () => {
  it("believes a trial until it has seen passes of one token", () => {
    const history = new PanelHistory();
    const plain = (): number | undefined =>
      history.sections({ oneTokenMs: 40, active }).speed.plain;
    for (let i = 0; i < 19; i++) history.fromModel(request);
    expect(plain()).toBe(25);
    history.fromModel(request);
    expect(plain()).toBe(20);
  });

  it("expects of drafts what was expected of those it has seen", () => {
    const history = new PanelHistory();
    history.fromModel(request);
    const { cost: section, acceptance } = history.sections({ cost, active });
    // A half of the passes had guesses of .6 and .4: 1, 1.3 and 1.5 tokens for 1, 1.17 and 1.33 of the cost.
    expect(section?.expected.map((gain) => gain.toFixed(3))).toEqual(["1.000", "1.125", "1.000"]);
    expect([section?.n, section?.chosen, section?.nowT1Ms]).toEqual([[1, 3, 4], 3, 47.5]);
    expect(acceptance.drafted).toEqual([1, 1]);
  });

  it("counts guesses that were not checked among what drafts promise", () => {
    const history = new PanelHistory();
    const stats = { ...request.stats, chancesPerRank: [1.8, 1.6, 1.4], passesPerSize: [0, 2] };
    history.fromModel({ ...request, stats });
    // 1.9 tokens for 1.17 of the cost were had; 2.7 for 1.33 and 3.4 for 1.5 were to be had.
    const { chosen } = history.sections({ cost, active }).cost ?? {};
    expect(chosen).toBe(4);
  });

  it("has no cost before it was measured", () => {
    expect(new PanelHistory().sections({ active })).not.toHaveProperty("cost");
  });
});
