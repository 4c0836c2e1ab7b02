import { describe, expect, it } from "vitest";
import { requestLine } from "../../../src/extension/requestLine";
import { aSuggestion, noStats } from "../../support/completionFixtures";
import { requestRecord } from "../../support/sessionFixtures";

const base = requestRecord({ id: 7, documentId: "file:///secret.ts", totalMs: 3.14159 });

describe("requestLine", () => {
  it("says how a suggestion came about, without a word of it", () => {
    const stats = {
      ...noStats,
      numPromptTokens: 400,
      numReusedTokens: 390,
      numGeneratedTokens: 9,
      numPasses: 4,
      decodeMs: 12.34,
    };
    const outcome = { ...aSuggestion("hunter2"), stats };
    const line = requestLine({ ...base, outcome });
    expect(line).toBe(
      "request 7 · automatic · line · suggestion of 7 code units (lineEnd) · prompt 400 tokens, 390 reused" +
        " · 9 tokens in 4 passes · prefill 0.0 ms, decode 12.3 ms · 3.1 ms",
    );
    expect(line).not.toContain("hunter2");
  });

  it("says what healing scored, and how the tokens differ from the tokenizer's", () => {
    const stats = {
      ...noStats,
      numHealPasses: 1,
      numCovers: 37,
      numConsistencyChecks: 1,
      divergences: { wordSplit: 1 },
    };
    const line = requestLine({ ...base, outcome: { ...aSuggestion("x"), stats } });
    expect(line).toContain(" · healed over 37 covers · tokens diverge (wordSplit) · ");
  });

  it("says what constraints, trials and alternatives cost, where there are any", () => {
    const stats = {
      ...noStats,
      numGeneratedTokens: 10,
      numConstraintEvaluations: 14,
      numForks: 3,
      numTrials: 12,
    };
    const cost = { numPromptTokens: 12, numPasses: 14, numNodes: 96, ms: 31.25 };
    const outcome = { ...aSuggestion("x"), stats, alternatives: ["secret", "other"], cost };
    const line = requestLine({ ...base, trigger: "somethingElse", outcome });
    expect(line).toMatch(/^request 7 · something else · line · /);
    expect(line).toContain(" · constraints: 1.4 evaluations a token · trials: 12 at 3 tokens · ");
    expect(line).toContain(
      " · alternatives: 2 in 14 passes of 96 nodes, 12 more prompt tokens, 31.3 ms · ",
    );
    expect(line).not.toContain("secret");
  });

  it("says why there is none", () => {
    expect(requestLine(base)).toBe("request 7 · automatic · line · none (cancelled) · 3.1 ms");
    const outcome = { kind: "none", reason: "engineDown", detail: "It ended." } as const;
    expect(requestLine({ ...base, outcome, trigger: "invoked", shape: "block" })).toBe(
      "request 7 · invoked · block · none (engineDown) · 3.1 ms · It ended.",
    );
  });

  it("does not credit the model with what was known already", () => {
    const line = requestLine({ ...base, isFromCache: true, outcome: aSuggestion("x") });
    expect(line).toContain("known already");
    expect(line).not.toContain("passes");
  });

  it("says where a text came from, and which step a request stopped at", () => {
    const { trail } = base;
    const along = { ...base, isFromCache: true, outcome: aSuggestion("x") };
    const line = requestLine({ ...along, trail: { ...trail, source: "typedAlong" } });
    expect(line).toContain(" · from: typed along · known already · ");
    const steps = trail.steps.map((step) =>
      step.id === "pause" ? { ...step, state: "stopped" as const } : step,
    );
    expect(requestLine({ ...base, trail: { ...trail, steps } })).toContain(
      " · none (cancelled) · stopped at pause · ",
    );
  });
});
