import { describe, expect, it } from "vitest";
import type { CompletionTrace } from "../../../../src/core/trace/completionTrace";
import { PanelFigures } from "../../../../src/extension/usage/panelFigures";
import type { SettledRequest } from "../../../../src/extension/usage/settledRequest";
import { UsageCounter } from "../../../../src/extension/usage/usageCounter";
import { FakeTimers } from "../../../support/fakeTimers";
import { aModelRequest } from "../../../support/panelRequests";
import { answered, refused } from "../../../support/usageFixtures";

const facts = { oneTokenMs: 38, active: ["copy"] } as const;
const trace: CompletionTrace = {
  tokens: [{ text: "x", probability: 0.5, entropyBits: 1, by: "model", pass: 0 }],
  passes: [{ ms: 40, root: "=", nodes: [], wrote: { text: "x", probability: 0.5 } }],
};

function open(): { readonly figures: PanelFigures; readonly counter: UsageCounter } {
  const today = (): string => "2026-03-17";
  const store = { read: () => undefined, write: () => undefined };
  const counter = new UsageCounter({ store, timers: new FakeTimers(), epochMs: () => 1, today });
  return { figures: new PanelFigures({ counter, today }), counter };
}

/** With the figures and the trace of a request that the model answered. */
function traced(request: SettledRequest): SettledRequest {
  const outcome = { ...request.outcome, stats: aModelRequest().stats, trace };
  return { ...request, outcome, totalMs: 262 };
}

describe("PanelFigures", () => {
  it("take speed from what the model wrote, once, and waits from all", () => {
    const { figures } = open();
    figures.settled(traced(answered("x")));
    figures.settled(traced(answered("x", { source: "inFlight", isFromCache: true })));
    figures.settled(traced(answered("x", { source: "seenBefore" })));
    figures.settled(traced(answered("x", { isHanded: false })));
    figures.settled(refused("unsure"));
    expect(figures.speed).toBe(62.5);
    const { speed, latency } = figures.sections("session", facts);
    expect(speed?.perRequest).toEqual([62.5]);
    expect([latency?.n, latency?.memoryN, latency?.parts[0]]).toEqual([
      ...[2, 1],
      { id: "pause", ms: 50 },
    ]);
  });

  it("take speed from what an earlier request was written for, but not what it took for the wait", () => {
    const { figures } = open();
    figures.settled(traced(answered("x", { source: "inFlight" })));
    expect(figures.speed).toBe(62.5);
    const { speed, acceptance, latency } = figures.sections("session", facts);
    expect([speed?.perRequest, speed?.waitMs, acceptance?.passes]).toEqual([[62.5], 0, 3]);
    expect([latency?.n, latency?.parts]).toEqual([1, []]);
  });

  it("start anew when the model changes, but for what was done with suggestions", () => {
    const { figures, counter } = open();
    figures.settled(traced(answered("x")));
    counter.count({ kind: "shown", from: "model" });
    figures.restart("Lookahead");
    expect(figures.speed).toBeUndefined();
    const { speed, acceptance, use } = figures.sections("today", facts);
    expect([speed?.perRequest, speed?.change, acceptance?.passes]).toEqual([[], "Lookahead", 0]);
    expect(use?.shown).toBe(1);
  });

  it("follow the last suggestion through typing along", () => {
    const { figures } = open();
    expect(figures.last).toBeUndefined();
    figures.settled(traced(answered("x", { id: 7, before: "a = " })));
    figures.became({ requestId: 7, outcome: "dismissed" });
    expect(figures.last).toMatchObject({ id: "7", lead: "a = ", outcome: "dismissed", ms: 262 });
    figures.settled(answered("y", { id: 8, source: "typedAlong" }));
    figures.became({ requestId: 8, outcome: "accepted" });
    expect(figures.last).toMatchObject({ id: "7", outcome: "accepted", endedBy: "lineEnd" });
    figures.became({ requestId: 6, outcome: "replaced" });
    expect(figures.last?.outcome).toBe("accepted");
  });

  it("do not take the tokens of another text for those of the last suggestion", () => {
    const { figures } = open();
    figures.settled(traced(answered("x", { id: 1 })));
    figures.settled(traced(answered("y", { id: 2, source: "seenBefore" })));
    expect(figures.last).toBeUndefined();
  });

  it("count for the window, today or seven days", () => {
    const { figures, counter } = open();
    counter.count({ kind: "notShown", reason: "unsure" });
    const reasons = (["session", "today", "sevenDays"] as const).map(
      (scope) => figures.sections(scope, facts).reasons,
    );
    expect(reasons).toEqual(reasons.map(() => [{ id: "unsure", n: 1 }]));
  });
});
