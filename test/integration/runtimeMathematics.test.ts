import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainTree } from "../../src/core/tree/chainTree";
import type { OpenedModel } from "../../src/runtime/openModel";
import { locateModel } from "../../src/store/locateModel";
import { plainLlamaLogits } from "../support/plainLlama";
import { modelsFolder, openSeedModel } from "../support/seedModel";

const text = "export function area(width: number, height: number) {\n  return width";

describe("the graph", () => {
  let opened: OpenedModel;
  beforeAll(async () => {
    opened = await openSeedModel("fp32");
  });
  afterAll(() => opened.close());

  it("computes the logits of a plain forward pass in 64-bit floats", async () => {
    const tokens = opened.vocabulary.encode(text).subarray(0, 12);
    expect(tokens).toHaveLength(12);
    const expected = await plainLlamaLogits(
      await locateModel(modelsFolder, "foretype-seed"),
      tokens,
    );
    const tree = chainTree(tokens);
    const output = await opened.model.forward(tree, Int32Array.from(tokens.keys()));
    let furthest = 0;
    for (const [node, row] of expected.entries()) {
      const logits = await output.fullRow(node);
      expect(logits).toHaveLength(row.length);
      for (const [token, logit] of row.entries()) {
        furthest = Math.max(furthest, Math.abs(logit - (logits[token] ?? NaN)));
      }
    }
    expect(furthest).toBeLessThan(1e-4);
  });

  it("returns the largest logits, log-sum-exp and entropy of the whole row", async () => {
    const tokens = opened.vocabulary.encode(text);
    const rows = Int32Array.of(0, 3, tokens.length - 1);
    const output = await opened.model.forward(chainTree(tokens), rows);
    for (const node of rows) {
      const logits = Float64Array.from(await output.fullRow(node));
      const order = Array.from(logits.keys()).toSorted(
        (a, b) => (logits[b] ?? NaN) - (logits[a] ?? NaN) || a - b,
      );
      const largest = Math.max(...logits);
      const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
      const entropy = logits.reduce((sum, logit) => {
        const p = Math.exp(logit - largest) / total;
        return sum - p * Math.log(p);
      }, 0);
      const row = output.row(node);
      expect(Array.from(row.ids)).toEqual(order.slice(0, 64));
      expect(Array.from(row.logits)).toEqual(order.slice(0, 64).map((token) => logits[token]));
      expect(row.logSumExp).toBeCloseTo(largest + Math.log(total), 4);
      expect(row.entropy).toBeCloseTo(entropy, 4);
    }
  });
});
