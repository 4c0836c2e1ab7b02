import { describe, expect, it } from "vitest";
import { recordOf } from "../../../src/cli/measure/completionRecord";
import type { Confidence } from "../../../src/core/gate/confidence";
import { aSuggestion, noStats } from "../../support/completionFixtures";

const confidence: Confidence = {
  ...{ numTokens: 1, meanLogProbability: -2, leastLogProbability: -2 },
  ...{ firstEntropy: 3, greatestEntropy: 3, draftedShare: 0 },
};
const trace = { tokens: [], passes: [] };

describe("recordOf", () => {
  it("has the fields of a plain suggestion and no others", () => {
    expect(recordOf("a", aSuggestion("b"))).toEqual({
      ...{ id: "a", text: "b", outcome: "suggestion", stats: noStats },
    });
  });

  it("says how a suggestion came about, and what changed it", () => {
    const told = { confidence, trace, changedBy: ["quotes" as const] };
    expect(recordOf("a", { ...aSuggestion("b"), ...told })).toMatchObject(told);
  });

  it("says what there is not, and why", () => {
    const why = { filter: "secret" as const, dropped: "b", confidence, trace };
    expect(recordOf("a", { kind: "none", reason: "filtered", ...why })).toEqual({
      ...{ id: "a", text: "", outcome: "filtered", stats: null },
      ...why,
    });
    expect(recordOf("a", { kind: "none", reason: "paused" })).toEqual({
      ...{ id: "a", text: "", outcome: "paused", stats: null },
    });
  });
});
