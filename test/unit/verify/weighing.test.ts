import { describe, expect, it } from "vitest";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { SampledDrafts, type DrawnNode } from "../../../src/core/draft/sampledDrafts";
import { NodeByNode } from "../../../src/core/verify/nodeByNode";
import { RecursiveRejection } from "../../../src/core/verify/recursiveRejection";
import { Traversal } from "../../../src/core/verify/traversal";
import type { Verifier } from "../../../src/core/verify/verifier";
import { chainTree } from "../../../src/core/tree/chainTree";
import { drawingPicker, enumerateLaw, type Law } from "../../support/enumerateLaw";
import { tokenLawOf } from "../../support/ruleLaw";
import { constantModel } from "../../support/tableModel";

const endTokens = new Set<number>();
const rule = new RecursiveRejection({ isDistinct: true });

/** Drafts of one chain, all of whose tokens were drawn from the same law. */
function chainDrafts(tokens: readonly number[], probabilities: readonly number[]): SampledDrafts {
  const drafts = new SampledDrafts();
  let node = drafts.begin(0);
  for (const token of tokens) {
    const below: DrawnNode = { children: new Map() };
    node.draws = { law: tokenLawOf(probabilities), numChosen: 0, tokens: [token] };
    node.children.set(token, below);
    node = below;
  }
  return drafts;
}

/** What is emitted behind the root of a chain, over all coins. */
async function emitted(
  verifier: Verifier,
  chain: readonly number[],
  model: readonly number[],
): Promise<Law> {
  const tree = chainTree(Int32Array.from(chain));
  const output = await constantModel(model).model.forward(tree, Int32Array.from(chain.keys()));
  return enumerateLaw(async (draw) => {
    const verdict = await verifier.verify(output, drawingPicker(draw), unconstrained, 0);
    return verdict.emitted.join(" ");
  });
}

describe("weighing given drafts", () => {
  it("accepts a draw by the ratio of the laws, and else gives what the draft gives too little of", async () => {
    const drafts = chainDrafts([1], [0.2, 0.5, 0.3]);
    const law = await emitted(new NodeByNode(rule, { endTokens, drafts }), [0, 1], [0.5, 0.3, 0.2]);
    const behind = (token: string): number =>
      Array.from(law).reduce((sum, [text, p]) => (text.startsWith(token) ? sum + p : sum), 0);
    expect(behind("1")).toBeCloseTo(0.6, 6);
    expect(behind("0")).toBeCloseTo(0.4, 6);
    expect(behind("2")).toBe(0);
  });

  it("lets what comes later make up for a beginning that was drawn too often", async () => {
    const parts = { endTokens, drafts: chainDrafts([0, 1], [0.9, 0.1]) };
    const accepted = async (verifier: Verifier): Promise<number> => {
      const law = await emitted(verifier, [0, 0, 1], [0.5, 0.5]);
      return Array.from(law).reduce(
        (sum, [text, p]) => (text.startsWith("0 1 ") ? sum + p : sum),
        0,
      );
    };
    expect(await accepted(new Traversal("block", parts))).toBeCloseTo(1, 12);
    expect(await accepted(new NodeByNode(rule, parts))).toBeCloseTo(0.5 / 0.9, 6);
  });

  it("picks and matches where the draws are those of another step", async () => {
    const drafts = chainDrafts([0], [0.9, 0.1]);
    drafts.begin(7).draws = { law: tokenLawOf([0.9, 0.1]), numChosen: 0, tokens: [0] };
    for (const verifier of [
      new Traversal("block", { endTokens, drafts }),
      new NodeByNode(rule, { endTokens, drafts }),
    ]) {
      const law = await emitted(verifier, [0, 0], [0.5, 0.5]);
      expect(law.get("1")).toBeCloseTo(0.5, 6);
      expect(law.get("0 0")).toBeCloseTo(0.25, 6);
    }
  });
});
