import { describe, expect, it } from "vitest";
import { whyOf, whySteps, type EndedRequest } from "../../../../src/core/stats/panel/why";

const request: EndedRequest = {
  id: 7,
  at: 1_000,
  documentName: "totals.ts",
  line: 31,
  lineText: "  return f()",
  column: 11,
  steps: [
    { id: "allowed", state: "passed", ms: 1 },
    { id: "sure", state: "stopped", ms: 0 },
  ],
  none: { reason: "unsure", doubt: { chance: 0.01, floor: 0.02 }, dropped: "total" },
  trace: {
    tokens: [
      { text: "f", probability: 1, entropyBits: 0, by: "healing", pass: -1 },
      { text: "total", probability: 0.31, entropyBits: 2.9, by: "model", pass: 0 },
    ],
    passes: [],
  },
};
const counts = { requests: 100, reasons: { unsure: 9 }, hasEarlier: true };

describe("whyOf", () => {
  it("cuts the line at the cursor, and lists all steps in their order", () => {
    const why = whyOf(request, counts);
    expect([why.before, why.after]).toEqual(["  return f(", ")"]);
    expect(why.steps.map(({ id }) => id)).toEqual(whySteps);
    expect(why.steps.filter(({ state }) => state === "notReached")).toHaveLength(6);
  });

  it("shows the first token that the model chose, where it was not sure enough", () => {
    expect(whyOf(request, counts)).toMatchObject({
      reason: "unsure",
      first: { text: "total", bits: 2.9 },
      doubt: { chance: 0.01, floor: 0.02 },
      dropped: "total",
      ofToday: 100,
      sameToday: 9,
    });
    const filtered = whyOf({ ...request, none: { reason: "filtered", filter: "secret" } }, counts);
    expect(filtered).toMatchObject({ reason: "secret", sameToday: 0 });
    expect(filtered).not.toHaveProperty("first");
  });

  it("can only guess where a suggestion was handed over", () => {
    const { none: _, ...returned } = request;
    expect(whyOf(returned, counts).reason).toBe("returned");
  });
});
