import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/runCli";
import { Completer } from "../../src/core/complete/completer";
import type { Outcome } from "../../src/core/complete/outcome";
import { defaultOptions, type CompletionOptions } from "../../src/core/complete/request";
import { neverCancelled } from "../../src/core/ports";
import type { CompletionTrace } from "../../src/core/trace/completionTrace";
import { byHealing, byModel } from "../../src/core/trace/decodeTrace";
import { parseOutcome } from "../../src/protocol/engineParsers";
import type { OpenedModel } from "../../src/runtime/openModel";
import { aRequest } from "../support/completionFixtures";
import { fakeCliHost } from "../support/fakeCliHost";
import { openSeedModel } from "../support/seedModel";

let opened: OpenedModel;
beforeAll(async () => {
  opened = await openSeedModel();
});
afterAll(() => opened.close());

/** Places where the cursor stands behind a word, inside one, and at the beginning of a block. */
const requests = [
  aRequest(),
  aRequest({ prefix: "export function add(a: number, b: number): number {\n  ret" }),
  aRequest({
    prefix: "const names: string[] = [];\nfor (const name of names) {\n  ",
    suffix: "\n}\n",
    shape: "block",
  }),
];

function complete(
  request: (typeof requests)[number],
  options: Partial<CompletionOptions>,
): Promise<Outcome> {
  const { model } = opened;
  model.truncate(0);
  const completer = new Completer({ ...opened, clock: performance });
  return completer.complete(request, { ...defaultOptions, ...options }, neverCancelled);
}

/** What a trace says of the text and not of the way to it. */
const figuresOf = ({ tokens }: CompletionTrace): unknown =>
  tokens.map(({ text, probability, entropyBits, runnerUp }) => ({
    text,
    probability: expect.closeTo(probability, 3) as number,
    entropyBits: expect.closeTo(entropyBits, 2) as number,
    ...(runnerUp && {
      runnerUp: { ...runnerUp, probability: expect.closeTo(runnerUp.probability, 3) as number },
    }),
  }));

describe("traces of the embedded model", () => {
  it.each(requests)("tell how a text came about, and change nothing (%#)", async (request) => {
    const plain = await complete(request, {});
    const traced = await complete(request, { traces: true });
    expect(traced).toMatchObject({
      kind: plain.kind,
      text: plain.kind === "suggestion" && plain.text,
    });
    const { trace, stats, confidence } = traced;
    const tokens = trace?.tokens ?? [];
    expect(tokens.length).toBeGreaterThan(0);
    for (const { probability, entropyBits } of tokens) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThanOrEqual(1);
      expect(entropyBits).toBeLessThanOrEqual(Math.log2(opened.model.vocabSize));
    }
    // A greedy text takes the most probable token each time.
    for (const { by, probability, runnerUp } of tokens) {
      if (by !== byHealing) expect(probability).toBeGreaterThanOrEqual(runnerUp?.probability ?? 0);
    }
    expect(trace?.passes).toHaveLength(stats?.numPasses ?? NaN);
    expect(confidence?.leastLogProbability).toBeLessThanOrEqual(
      confidence?.meanLogProbability ?? NaN,
    );
    // As it goes from process to process.
    expect(parseOutcome(JSON.parse(JSON.stringify(traced)))).toEqual(traced);
  });

  it.each(requests)("say the same of a text, drafted or not (%#)", async (request) => {
    const plain = await complete(request, { traces: true, strategy: "autoregressive" });
    const drafted = await complete(request, { traces: true });
    expect(plain.trace?.tokens.every(({ by }) => by === byModel || by === byHealing)).toBe(true);
    expect(drafted.trace?.tokens).toMatchObject(
      figuresOf(plain.trace ?? { tokens: [], passes: [] }) as object[],
    );
  });

  it("is less sure of a text that it withholds", async () => {
    const gate = { floor: 1, stopBelow: 0 };
    const [request = aRequest()] = requests;
    const shown = await complete(request, {});
    expect(await complete(request, { gate })).toMatchObject({
      kind: "none",
      reason: "unsure",
      dropped: shown.kind === "suggestion" && shown.text,
    });
  });

  it("ends a text where the model no longer knows", async () => {
    for (const request of requests) {
      const whole = await complete(request, {});
      const cut = await complete(request, { gate: { floor: 0, stopBelow: 0.5 } });
      const [wholeText, cutText] = [whole, cut].map((outcome) =>
        outcome.kind === "suggestion" ? outcome.text : "",
      );
      expect(wholeText?.startsWith(cutText ?? "")).toBe(true);
    }
  });
});

describe("foretype complete --trace", () => {
  let cwd = "";
  beforeAll(async () => {
    cwd = await mkdtemp(path.join(os.tmpdir(), "foretype-trace-"));
    await writeFile(path.join(cwd, "add.ts"), "function add(a: number, b: number) {\n  ret\n}\n");
  });
  afterAll(() => rm(cwd, { recursive: true }));

  it("prints the trace as JSON", async () => {
    const host = fakeCliHost({ cwd });
    const args = ["complete", "add.ts:2:6", "--trace", "--precision", "fp32", "--threads", "1"];
    expect(await runCli(args, host)).toBe(0);
    const { outcome, text, trace } = JSON.parse(host.out()) as {
      readonly outcome: string;
      readonly text: string;
      readonly trace: CompletionTrace;
    };
    expect(outcome).toBe("suggestion");
    expect(trace.tokens.map((token) => token.text).join("")).toContain(text);
    expect(trace.tokens[0]?.by).toBe(byHealing);
  });

  it("says why there is nothing where the gate lets nothing through", async () => {
    const host = fakeCliHost({ cwd });
    const args = ["complete", "add.ts:2:6", "--gate-floor", "1", "--precision", "fp32"];
    expect(await runCli([...args, "--threads", "1"], host)).toBe(0);
    expect(host.out()).toBe("");
    expect(host.err()).toMatch(/^No suggestion: unsure\. \d+ tokens/u);
  });
});
