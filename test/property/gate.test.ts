import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Confidence } from "../../src/core/gate/confidence";
import { Gate } from "../../src/core/gate/gate";
import type { GateSituation } from "../../src/core/gate/gateFeatures";
import { fixedRuns } from "../support/arbitraries";

const confidences: fc.Arbitrary<Confidence> = fc.record({
  numTokens: fc.integer({ min: 1, max: 10_000 }),
  meanLogProbability: fc.double({ min: -21, max: 0, noNaN: true }),
  leastLogProbability: fc.double({ min: -21, max: 0, noNaN: true }),
  firstEntropy: fc.double({ min: 0, max: 12, noNaN: true }),
  greatestEntropy: fc.double({ min: 0, max: 12, noNaN: true }),
  draftedShare: fc.double({ min: 0, max: 1, noNaN: true }),
});

const situations: fc.Arbitrary<GateSituation> = fc.record(
  {
    isAfterAccept: fc.boolean(),
    typingGapMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    languageId: fc.string(),
  },
  { requiredKeys: [] },
);

/** What became of a suggestion. */
interface Told {
  readonly confidence: Confidence;
  readonly situation: GateSituation;
  readonly event: "wanted" | "unwanted" | "withheld";
}

const histories: fc.Arbitrary<Told[]> = fc.array(
  fc.record({
    confidence: confidences,
    situation: situations,
    event: fc.constantFrom("wanted", "unwanted", "withheld"),
  }),
  { maxLength: 200 },
);

function gateAfter(history: readonly Told[]): Gate {
  const gate = new Gate();
  for (const { confidence, situation, event } of history) {
    if (event === "withheld") gate.withheld();
    else gate.learn(confidence, situation, event === "wanted");
  }
  return gate;
}

describe("a gate", () => {
  it("says a probability whatever it has been told, and counts what it was told", () => {
    fc.assert(
      fc.property(histories, confidences, situations, (history, confidence, situation) => {
        const gate = gateAfter(history);
        const chance = gate.chanceOf(confidence, situation);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        const { weights, numWanted, numUnwanted } = gate.export();
        expect(weights.every(Number.isFinite)).toBe(true);
        expect(numWanted).toBe(history.filter(({ event }) => event === "wanted").length);
        expect(numUnwanted).toBe(history.filter(({ event }) => event === "unwanted").length);
      }),
      fixedRuns(200),
    );
  });

  it("believes more in what was just wanted, and less in what was not", () => {
    fc.assert(
      fc.property(histories, confidences, situations, (history, confidence, situation) => {
        const after = (wasWanted: boolean): number => {
          const gate = gateAfter(history);
          gate.learn(confidence, situation, wasWanted);
          return gate.chanceOf(confidence, situation);
        };
        expect(after(true)).toBeGreaterThanOrEqual(after(false));
      }),
      fixedRuns(200),
    );
  });

  it("comes back to what it was at first when everything is withheld", () => {
    fc.assert(
      fc.property(histories, confidences, situations, (history, confidence, situation) => {
        const gate = gateAfter(history);
        for (let i = 0; i < 1000; i++) gate.withheld();
        const first = new Gate().chanceOf(confidence, situation);
        expect(gate.chanceOf(confidence, situation)).toBeCloseTo(first, 6);
      }),
      fixedRuns(50),
    );
  });
});
