import { describe, expect, it } from "vitest";
import type { Confidence } from "../../../../src/core/gate/confidence";
import { gateChance } from "../../../../src/core/gate/gate";
import { openGate } from "../../../../src/core/gate/gateOptions";
import { priorWeights } from "../../../../src/core/gate/priorWeights";
import { LearntGate, type GateStore } from "../../../../src/extension/gate/learntGate";
import { noStats } from "../../../support/completionFixtures";

const limits = { floor: 0.3, stopBelow: 0.1 };
const situation = { languageId: "go", typingGapMs: 200, isAfterAccept: false };
const confidence: Confidence = {
  ...{ numTokens: 4, meanLogProbability: -0.5, leastLogProbability: -1 },
  ...{ firstEntropy: 0.8, greatestEntropy: 1, draftedShare: 0.25 },
};

class MemoryStore implements GateStore {
  stored: unknown;

  read(): unknown {
    return this.stored;
  }

  write(state: unknown): void {
    this.stored = structuredClone(state);
  }
}

/** What the gate says of a suggestion. */
function chanceOf(gate: LearntGate): number {
  const { weights = [] } = gate.optionsFor(limits, situation, false);
  return gateChance(weights, confidence, situation);
}

const settle = (gate: LearntGate, fate: "accepted" | "partly" | "dismissed" | "replaced"): void => {
  gate.settled({ suggestion: { confidence }, place: { situation }, fate });
};

describe("LearntGate", () => {
  it("sends each request with what is set and what is known", () => {
    const gate = new LearntGate(new MemoryStore());
    expect(gate.optionsFor(limits, situation, false)).toEqual({
      ...limits,
      weights: priorWeights,
      situation,
    });
  });

  it("is open for who has asked", () => {
    const gate = new LearntGate(new MemoryStore());
    expect(gate.optionsFor(limits, situation, true)).toEqual(openGate);
  });

  it("learns from what was taken and what was refused, and from nothing else", () => {
    const store = new MemoryStore();
    const gate = new LearntGate(store);
    const begun = chanceOf(gate);
    settle(gate, "replaced");
    gate.settled({ suggestion: {}, place: { situation }, fate: "accepted" });
    expect(chanceOf(gate)).toBe(begun);
    expect(store.stored).toBeUndefined();
    settle(gate, "partly");
    settle(gate, "accepted");
    const taken = chanceOf(gate);
    expect(taken).toBeGreaterThan(begun);
    settle(gate, "dismissed");
    expect(chanceOf(gate)).toBeLessThan(taken);
    expect(store.stored).toMatchObject({ numWanted: 2, numUnwanted: 1 });
  });

  it("goes on after a restart, unless it was reset", () => {
    const store = new MemoryStore();
    const gate = new LearntGate(store);
    for (let i = 0; i < 10; i++) settle(gate, "accepted");
    expect(chanceOf(new LearntGate(store))).toBe(chanceOf(gate));
    gate.reset();
    expect(chanceOf(gate)).toBe(chanceOf(new LearntGate(new MemoryStore())));
    expect(chanceOf(new LearntGate(store))).toBe(chanceOf(gate));
  });

  it("fades as it withholds", () => {
    const gate = new LearntGate(new MemoryStore());
    const begun = chanceOf(gate);
    for (let i = 0; i < 100; i++) settle(gate, "dismissed");
    const closed = chanceOf(gate);
    gate.ended({ kind: "none", reason: "emptyCompletion", stats: noStats });
    expect(chanceOf(gate)).toBe(closed);
    for (let i = 0; i < 150; i++) gate.ended({ kind: "none", reason: "unsure", stats: noStats });
    expect(chanceOf(gate)).toBeGreaterThan((begun + closed) / 2);
  });

  it.each([
    ["nothing", undefined],
    ["a word", "weights"],
    ["no numbers", { weights: ["1"], numWanted: 1, numUnwanted: 1 }],
    ["no counts", { weights: priorWeights }],
    ["too few weights", { weights: [1], numWanted: 1, numUnwanted: 1 }],
  ])("begins anew where %s is stored", (_, stored) => {
    const store = new MemoryStore();
    store.stored = stored;
    expect(chanceOf(new LearntGate(store))).toBe(chanceOf(new LearntGate(new MemoryStore())));
  });
});
