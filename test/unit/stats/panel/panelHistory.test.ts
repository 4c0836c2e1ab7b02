import { describe, expect, it } from "vitest";
import { PanelHistory } from "../../../../src/core/stats/panel/panelHistory";
import type { CompletionTrace } from "../../../../src/core/trace/completionTrace";
import { aModelRequest } from "../../../support/panelRequests";

const active = ["copy"] as const;
const cost = {
  points: [
    { numNodes: 1, ms: 40 },
    { numNodes: 4, ms: 60 },
  ],
  ...{ at: 0, threads: 4, context: 1_024 },
};

/** Passes of one token, and one with two guesses. */
const trace: CompletionTrace = {
  tokens: [],
  passes: [
    { ms: 50, root: "a", nodes: [] },
    {
      ms: 60,
      root: "b",
      nodes: [
        { parent: -1, text: "c", chance: 0.6, by: "workspace", isKept: true },
        { parent: 0, text: "d", chance: 0.4, by: "workspace", isKept: false },
      ],
    },
  ],
};

describe("PanelHistory", () => {
  it("believes a trial until it has seen passes of one token", () => {
    const history = new PanelHistory();
    const plain = (): number | undefined =>
      history.sections({ oneTokenMs: 40, active }).speed.plain;
    for (let i = 0; i < 19; i++) history.fromModel({ ...aModelRequest(), trace });
    expect(plain()).toBe(25);
    history.fromModel({ ...aModelRequest(), trace });
    expect(plain()).toBe(20);
  });

  it("expects of drafts what was expected of those it has seen", () => {
    const history = new PanelHistory();
    history.fromModel({ ...aModelRequest(), trace });
    const { cost: section, acceptance } = history.sections({ cost, active });
    // A half of the passes had guesses of .6 and .4: 1, 1.3 and 1.5 tokens for 1, 1.17 and 1.33 of the cost.
    expect(section?.expected.map((gain) => gain.toFixed(3))).toEqual(["1.000", "1.125", "1.000"]);
    expect([section?.n, section?.chosen, section?.nowT1Ms]).toEqual([[1, 3, 4], 3, 47.5]);
    expect(acceptance.drafted).toEqual([1, 1]);
  });

  it("has no cost before it was measured", () => {
    expect(new PanelHistory().sections({ active })).not.toHaveProperty("cost");
  });
});
