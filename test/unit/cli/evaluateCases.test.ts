import { describe, expect, it } from "vitest";
import type { CompletionCase } from "../../../src/core/check/completionCase";
import { evaluateCases, type EvalPlan } from "../../../src/cli/measure/evaluateCases";
import { evalWays } from "../../../src/cli/measure/evalWay";
import type { EvaluatedCase } from "../../../src/cli/measure/evaluatedCase";
import { defaultOptions } from "../../../src/core/complete/request";
import type { PreparedPrompt } from "../../../src/core/complete/promptMaker";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { neverCancelled } from "../../../src/core/ports";
import { emptyStats } from "../../../src/core/stats/decodeStats";

const cases: readonly CompletionCase[] = ["a", "b", "c"].map((id) => ({
  id,
  kind: "line",
  path: "a.ts",
  prefix: id,
  suffix: "",
  expected: `rest of ${id}`,
}));

/** A plan whose completer writes which healing it was asked for, and the order in which it was asked. */
function planOf(overrides: Partial<EvalPlan> = {}): { plan: EvalPlan; asked: string[] } {
  const asked: string[] = [];
  const plan: EvalPlan = {
    cases,
    ways: evalWays(["exact", "none"], undefined),
    options: defaultOptions,
    completer: {
      complete: async ({ documentId }, { healing }) => {
        asked.push(`${documentId} ${healing}`);
        const made = { trims: [], isSeamBoundary: true, stoppedBy: "lineEnd" as const };
        return Promise.resolve({ kind: "suggestion", text: healing, stats: emptyStats, ...made });
      },
      prepare: (_, { healing }): PreparedPrompt => ({
        tokens: Int32Array.of(healing.length),
        plan: { tokens: new Int32Array(0), held: new Uint8Array(0), constraint: unconstrained },
        healed: "",
        context: { prefix: "", suffix: "" },
        numContextTokens: 0,
        seesSuffix: true,
        hints: {},
        ms: { tokenise: 0, heal: 0 },
      }),
    },
    cancellation: neverCancelled,
    ...overrides,
  };
  return { plan, asked };
}

async function all(plan: EvalPlan): Promise<EvaluatedCase[]> {
  const evaluated: EvaluatedCase[] = [];
  for await (const one of evaluateCases(plan)) evaluated.push(one);
  return evaluated;
}

describe("evaluateCases", () => {
  it("lets the ways of healing take turns, and lists their runs in the order they were named", async () => {
    const { plan, asked } = planOf();
    const evaluated = await all(plan);
    expect(asked).toEqual(["a exact", "a none", "b none", "b exact", "c exact", "c none"]);
    expect(evaluated.map(({ completionCase }) => completionCase.id)).toEqual(["a", "b", "c"]);
    for (const { runs } of evaluated) {
      expect(runs.map(({ way }) => way.name)).toEqual(["exact", "none"]);
      expect(runs.map(({ record }) => record.text)).toEqual(["exact", "none"]);
      expect(runs.map(({ bits }) => bits)).toEqual([undefined, undefined]);
    }
  });

  it("measures the bits of the expected text behind the prompt of each way", async () => {
    const texts: string[] = [];
    const { plan } = planOf({
      bits: {
        of: async (text, prompts) => {
          texts.push(text);
          return Promise.resolve(prompts.map(({ tokens }) => tokens[0]));
        },
      },
    });
    const evaluated = await all(plan);
    expect(texts).toEqual(["rest of a", "rest of b", "rest of c"]);
    expect(evaluated[1]?.runs.map(({ bits }) => bits)).toEqual([5, 4]);
  });

  it("shows context in the ways that have some, and counts its tokens", async () => {
    const asked: string[] = [];
    const kinds: string[] = [];
    const { plan: base } = planOf();
    const { plan } = planOf({
      ways: evalWays(["exact"], ["none", "chunks"]),
      options: { ...defaultOptions, maxContextTokens: 99 },
      context: {
        piecesFor: (_, kind) => {
          kinds.push(kind);
          return [{ kind: "recent", path: "b.ts", text: "text\n" }];
        },
      },
      completer: {
        complete: (request, options, cancellation) => {
          const { maxContextTokens } = options;
          asked.push(`${String(request.context?.length)} ${String(maxContextTokens)}`);
          return base.completer.complete(request, options, cancellation);
        },
        prepare: (request, options) => ({
          ...base.completer.prepare(request, options),
          numContextTokens: 7 * (request.context?.length ?? 0),
        }),
      },
    });
    const [first] = await all(plan);
    expect(asked.slice(0, 4)).toEqual(["0 0", "1 99", "1 99", "0 0"]);
    expect(kinds).toEqual(["chunks", "chunks", "chunks"]);
    expect(first?.runs.map(({ numContextTokens }) => numContextTokens)).toEqual([0, 7]);
  });

  it("does not count the case that was under way when it was cancelled", async () => {
    const cancellation = { isCancelled: false };
    const { plan, asked } = planOf({ cancellation });
    const evaluated: EvaluatedCase[] = [];
    for await (const one of evaluateCases(plan)) {
      evaluated.push(one);
      cancellation.isCancelled = true;
    }
    expect(evaluated).toHaveLength(1);
    expect(asked).toHaveLength(3);
  });
});
