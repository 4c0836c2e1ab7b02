import { describe, expect, it } from "vitest";
import type { RequestRecord } from "../../../src/extension/session/requestRecord";
import { numRemembered, RequestHistory } from "../../../src/extension/requestHistory";
import { aSuggestion, noStats } from "../../support/completionFixtures";
import { requestRecord } from "../../support/sessionFixtures";

function record(numTokens: number, decodeMs: number, isFromCache = false): RequestRecord {
  const stats = { ...noStats, numGeneratedTokens: numTokens, decodeMs };
  const outcome = { ...aSuggestion("x"), stats };
  return requestRecord({ isFromCache, outcome });
}

describe("RequestHistory", () => {
  it("knows nothing before the first request", () => {
    const history = new RequestHistory();
    expect([history.last, history.recent]).toEqual([undefined, undefined]);
  });

  it("pools tokens and time, so that a short request does not count as much as a long one", () => {
    const history = new RequestHistory();
    history.observe(record(1, 1));
    history.observe(record(99, 999));
    expect(history.recent?.tokensPerSecond).toBe(100);
    expect(history.recent?.numRequests).toBe(2);
    expect(history.last?.stats.numGeneratedTokens).toBe(99);
  });

  it("forgets all but the latest", () => {
    const history = new RequestHistory();
    history.observe(record(1_000_000, 1));
    for (let i = 0; i < numRemembered; i++) history.observe(record(1, 10));
    expect(history.recent?.tokensPerSecond).toBe(100);
  });

  it("leaves out what the model did not do for this request", () => {
    const history = new RequestHistory();
    history.observe(record(5, 50, true));
    history.observe(record(0, 0));
    const outcome = { kind: "none", reason: "engineDown" } as const;
    history.observe({ ...record(1, 1), outcome });
    expect(history.last).toBeUndefined();
  });

  it("keeps what alternatives cost beside the last figures", () => {
    const history = new RequestHistory();
    const asked = record(5, 50);
    const cost = { numPromptTokens: 0, numPasses: 7, numNodes: 20, ms: 9 };
    const outcome = { ...aSuggestion("x"), ...asked.outcome, alternatives: ["y"], cost };
    history.observe({ ...asked, outcome });
    expect(history.last?.alternatives).toEqual({ numFound: 1, cost });
    history.observe(record(5, 50));
    expect(history.last?.alternatives).toBeUndefined();
  });

  it("can be cleared", () => {
    const history = new RequestHistory();
    history.observe(record(5, 50));
    history.clear();
    expect(history.recent).toBeUndefined();
  });
});
