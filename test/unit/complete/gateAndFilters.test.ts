import { describe, expect, it } from "vitest";
import { Completer } from "../../../src/core/complete/completer";
import { findMarks } from "../../../src/core/complete/fimMarks";
import type { Outcome } from "../../../src/core/complete/outcome";
import { defaultOptions, type CompletionOptions } from "../../../src/core/complete/request";
import { priorWeights } from "../../../src/core/gate/priorWeights";
import { neverCancelled } from "../../../src/core/ports";
import { authorModel } from "../../support/authorModel";
import { FakeClock } from "../../support/fakeClock";
import { toyFormat } from "../../support/toyFormat";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const marks = findMarks(toyFormat, vocabulary);

async function complete(
  document: string,
  place: string,
  changes: Partial<CompletionOptions> & { readonly probability?: number } = {},
): Promise<Outcome> {
  const { probability = 0.9, ...options } = changes;
  const completer = new Completer({
    model: authorModel(document, { vocabulary, marks, probability }),
    ...{ vocabulary, format: toyFormat },
    clock: new FakeClock(1),
  });
  const [prefix = "", suffix = ""] = place.split("|");
  const request = { documentId: "a.ts", path: "a.ts", prefix, suffix, shape: "line" as const };
  return completer.complete(request, { ...defaultOptions, ...options }, neverCancelled);
}

const code = "let foo = 1;\nreturn foo (123);\nlet foo = cons;\n";
const place = "let foo = 1;\n|";

describe("what a decoded text comes to", () => {
  it("is told with its trace and its confidence if they are asked for, and not else", async () => {
    const plain = await complete(code, place);
    expect(plain).not.toHaveProperty("trace");
    expect(plain).not.toHaveProperty("confidence");
    const traced = await complete(code, place, { traces: true });
    expect(traced).toMatchObject({
      kind: "suggestion",
      text: "return foo (123);",
      confidence: {
        numTokens: expect.any(Number) as number,
        leastLogProbability: expect.closeTo(Math.log(0.9)) as number,
      },
    });
    const { trace, confidence, stats, ...rest } = { ...traced };
    const { stats: _, ...plainRest } = { ...plain };
    expect(rest).toEqual(plainRest);
    expect(trace?.tokens.map(({ text }) => text).join("")).toBe("return foo (123);");
    // The line break that ended the text is none of its tokens.
    expect(confidence?.numTokens).toBe(trace?.tokens.length);
    expect(stats?.numPasses).toBe(trace?.passes.length);
  });

  it("is nothing where the model is too unsure of it, and says what that was", async () => {
    const gate = { floor: 0.5, stopBelow: 0 };
    const shown = await complete(code, place, { gate, probability: 0.99 });
    expect(shown).toMatchObject({
      kind: "suggestion",
      confidence: { leastLogProbability: expect.closeTo(Math.log(0.99)) as number },
    });
    expect(shown).not.toHaveProperty("trace");
    expect(await complete(code, place, { gate, probability: 0.2 })).toMatchObject({
      kind: "none",
      reason: "unsure",
      doubt: { floor: 0.5 },
      dropped: "return foo (123);",
      confidence: { leastLogProbability: expect.closeTo(Math.log(0.2)) as number },
      stats: { numRequests: 1 },
    });
  });

  it("is what somebody else would be shown, with what has been learnt", async () => {
    const generous = priorWeights.map((weight, i) => (i === 0 ? weight + 20 : weight));
    const gate = { floor: 0.5, stopBelow: 0, weights: generous };
    expect(await complete(code, place, { gate, probability: 0.2 })).toMatchObject({
      kind: "suggestion",
    });
  });

  it("is shown to who asks for more texts, however unsure", async () => {
    const gate = { floor: 1, stopBelow: 0 };
    const outcome = await complete(code, place, { gate, numCandidates: 2 });
    expect(outcome).toMatchObject({ kind: "suggestion", text: "return foo (123);" });
  });

  it("ends where the model no longer knows", async () => {
    const gate = { floor: 0, stopBelow: 0.5 };
    const outcome = await complete(code, place, { gate, probability: 0.4 });
    expect(outcome).toMatchObject({ stoppedBy: "uncertainty" });
    const text = outcome.kind === "suggestion" ? outcome.text : "";
    expect("return foo (123);".startsWith(text)).toBe(true);
    expect(text.length).toBeLessThan("return foo (123);".length);
    const sure = await complete(code, place, { gate, probability: 0.6 });
    expect(sure).toMatchObject({ text: "return foo (123);", stoppedBy: "lineEnd" });
  });

  it("is nothing where a filter leaves nothing, and says which and of what", async () => {
    const outcome = await complete("let a;\n);\n", "let a;\n|\n", { traces: true });
    expect(outcome).toMatchObject({
      kind: "none",
      reason: "filtered",
      filter: "brackets",
      dropped: ");",
    });
    expect(outcome.trace?.tokens.map(({ text }) => text).join("")).toBe(");");
  });

  it.each([
    [{ floor: 2, stopBelow: 0 }, "the gate's floor is 2"],
    [{ floor: 0, stopBelow: -1 }, "the probability to stop below is -1"],
    [{ floor: 0, stopBelow: 0, weights: [1] }, "the gate has 1 weights"],
  ])("is refused for a gate that cannot be: %j", async (gate, message) => {
    await expect(complete(code, place, { gate })).rejects.toMatchObject({
      code: "user/bad-argument",
      message: expect.stringContaining(message) as string,
    });
  });
});
