import { describe, expect, it } from "vitest";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import type { Constraint } from "../../../src/core/constrain/constraint";
import type { StepOutput } from "../../../src/core/model/languageModel";
import { greedyPicker } from "../../../src/core/sample/greedyPicker";
import { SampleAndMatch } from "../../../src/core/verify/sampleAndMatch";
import { FakeModel } from "../../support/fakeModel";

const END = 9;

/** After token t comes t + 1. */
const model = new FakeModel({
  vocabSize: 10,
  logitsOf: (context) => {
    const next = ((context.at(-1) ?? 0) + 1) % 10;
    return Float32Array.from({ length: 10 }, (_, token) => (token === next ? 1 : 0));
  },
});

/** A tree from `[parent, token]` pairs below the root token. */
async function outputOf(
  root: number,
  nodes: readonly (readonly [number, number])[],
): Promise<StepOutput> {
  const parents = Int32Array.from([-1, ...nodes.map(([parent]) => parent)]);
  const depths = new Int32Array(parents.length);
  for (let node = 1; node < depths.length; node++) {
    depths[node] = (depths[parents[node] ?? 0] ?? 0) + 1;
  }
  const tokens = Int32Array.from([root, ...nodes.map(([, token]) => token)]);
  return model.forward(
    { size: tokens.length, tokens, parents, depths },
    Int32Array.from(tokens.keys()),
  );
}

describe("SampleAndMatch", () => {
  const verifier = new SampleAndMatch({ endTokens: new Set([END]) });

  it.each([
    { why: "nothing drafted: a bonus token", root: 1, nodes: [], path: [0], emitted: [2] },
    { why: "a wrong draft: recovered", root: 1, nodes: [[0, 5]], path: [0], emitted: [2] },
    {
      why: "a right draft: accepted and bonus",
      root: 1,
      nodes: [[0, 2]],
      path: [0, 1],
      emitted: [2, 3],
    },
    {
      why: "the right branch of two, then recovered",
      root: 1,
      nodes: [
        [0, 7],
        [0, 2],
        [1, 8],
        [2, 4],
        [2, 3],
        [5, 9],
      ],
      path: [0, 2, 5],
      emitted: [2, 3, 4],
    },
    {
      why: "no walk past the end",
      root: 8,
      nodes: [
        [0, END],
        [1, 0],
      ],
      path: [0],
      emitted: [END],
    },
  ] as const)("$why", async ({ root, nodes, path, emitted }) => {
    const verdict = await verifier.verify(
      await outputOf(root, nodes),
      greedyPicker,
      unconstrained,
      0,
    );
    expect(Array.from(verdict.path)).toEqual(path);
    expect(Array.from(verdict.emitted)).toEqual(emitted);
  });

  it("hands each node the state of its own path and returns the last", async () => {
    const seen: string[] = [];
    const spelling: Constraint<string> = {
      start: () => "",
      isFree: (state) => {
        seen.push(state);
        return true;
      },
      admits: () => true,
      next: (state, token) => `${state}${String(token)}`,
    };
    const output = await outputOf(1, [
      [0, 2],
      [1, 3],
    ]);
    const verdict = await verifier.verify(output, greedyPicker, spelling, "");
    expect(seen).toEqual(["", "2", "23"]);
    expect(verdict.state).toBe("234");
  });
});
