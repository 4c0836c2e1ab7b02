import { describe, expect, it } from "vitest";
import type { Confidence } from "../../../src/core/gate/confidence";
import { Gate } from "../../../src/core/gate/gate";
import { priorWeights } from "../../../src/core/gate/priorWeights";
import { seededRandom } from "../../support/randomTree";

/** A text of one token of this probability, or of several alike. */
function confidenceWith(probability: number, numTokens = 4): Confidence {
  const log = Math.log(probability);
  return {
    numTokens,
    ...{ meanLogProbability: log, leastLogProbability: log },
    ...{ firstEntropy: 1 - probability, greatestEntropy: 1 - probability, draftedShare: 0.5 },
  };
}

const sure = confidenceWith(0.95);
const unsure = confidenceWith(0.2);

describe("Gate", () => {
  it("knows no user at first, and believes the model", () => {
    const gate = new Gate();
    expect(gate.export()).toEqual({ weights: priorWeights, numWanted: 0, numUnwanted: 0 });
    const chances = [0.05, 0.2, 0.5, 0.8, 0.99].map((p) => gate.chanceOf(confidenceWith(p)));
    expect(chances).toEqual(chances.toSorted((a, b) => a - b));
    expect(new Set(chances).size).toBe(5);
  });

  it("learns from each answer", () => {
    const gate = new Gate();
    const before = gate.chanceOf(unsure);
    gate.learn(unsure, {}, true);
    expect(gate.chanceOf(unsure)).toBeGreaterThan(before);
    // It has not expected much of it, so it takes many to make up for one surprise.
    for (let i = 0; i < 40; i++) gate.learn(unsure, {}, false);
    expect(gate.chanceOf(unsure)).toBeLessThan(before);
    expect(gate.export()).toMatchObject({ numWanted: 1, numUnwanted: 40 });
  });

  it("learns what no model knows: the language, the pause, what was taken before", () => {
    const gate = new Gate();
    const prose = { languageId: "markdown", isAfterAccept: false, typingGapMs: 100 };
    const code = { languageId: "typescript", isAfterAccept: true, typingGapMs: 2000 };
    for (let i = 0; i < 300; i++) {
      gate.learn(sure, prose, false);
      gate.learn(sure, code, true);
    }
    expect(gate.chanceOf(sure, prose)).toBeLessThan(0.3);
    expect(gate.chanceOf(sure, code)).toBeGreaterThan(0.7);
  });

  it("comes to tell what is wanted as often as it is", () => {
    const random = seededRandom(5);
    const gate = new Gate();
    // This user wants short texts, sure or not, and nine in ten of them.
    const wanted = (numTokens: number): number => (numTokens < 6 ? 0.9 : 0.1);
    for (let i = 0; i < 4000; i++) {
      const numTokens = 1 + Math.floor(20 * random());
      const confidence = confidenceWith(0.1 + 0.9 * random(), numTokens);
      gate.learn(confidence, {}, random() < wanted(numTokens));
    }
    const chances = [2, 20].map((numTokens) => gate.chanceOf(confidenceWith(0.5, numTokens)));
    expect(chances[0]).toBeGreaterThan(0.6);
    expect(chances[1]).toBeLessThan(0.25);
  });

  it("opens again when it has closed by mistake, for what it withholds is never answered", () => {
    const gate = new Gate();
    const begun = gate.chanceOf(sure);
    for (let i = 0; i < 500; i++) gate.learn(sure, {}, false);
    expect(gate.chanceOf(sure)).toBeLessThan(0.1);
    for (let i = 0; i < 300; i++) gate.withheld();
    expect(gate.chanceOf(sure)).toBeCloseTo(begun, 1);
  });

  it("goes on where another left off, and is as new after a reset", () => {
    const gate = new Gate();
    for (let i = 0; i < 20; i++) gate.learn(i % 2 === 0 ? sure : unsure, {}, i % 3 === 0);
    const state: unknown = JSON.parse(JSON.stringify(gate.export()));
    const other = new Gate(state as ReturnType<Gate["export"]>);
    expect(other.export()).toEqual(gate.export());
    expect(other.chanceOf(sure)).toBe(gate.chanceOf(sure));
    other.reset();
    expect(other.export()).toEqual(new Gate().export());
  });

  it.each([
    ["of another version", [1, 2, 3]],
    ["that is broken", priorWeights.map(() => Number.NaN)],
  ])("passes over a state %s", (_, weights) => {
    const gate = new Gate({ weights, numWanted: 9, numUnwanted: 9 });
    expect(gate.export()).toEqual(new Gate().export());
  });

  it("gives weights that nobody can change from outside", () => {
    const gate = new Gate();
    (gate.weights as number[])[0] = 1e9;
    expect(gate.weights).toEqual(priorWeights);
  });
});
