import { describe, expect, it } from "vitest";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { greedyPicker } from "../../../src/core/sample/greedyPicker";
import { admitting } from "../../support/admitting";
import { RowOutput } from "../../support/rowOutput";

const logits = Float32Array.of(1, 5, 3, 5, 4);

describe("greedyPicker", () => {
  it("takes the largest logit, ties to the lowest id", async () => {
    const output = new RowOutput(logits, 2);
    expect(await greedyPicker.pick(output, 0, unconstrained, 0)).toBe(1);
  });

  it.each([
    { admitted: [1, 3], token: 1, numFullRows: 0 },
    { admitted: [3, 4], token: 3, numFullRows: 0 },
    { admitted: [2, 4], token: 4, numFullRows: 1 },
    { admitted: [0], token: 0, numFullRows: 1 },
  ])("takes $token where $admitted are admitted", async ({ admitted, token, numFullRows }) => {
    const output = new RowOutput(logits, 2);
    expect(await greedyPicker.pick(output, 0, admitting(admitted), 0)).toBe(token);
    expect(output.numFullRows).toBe(numFullRows);
  });

  it("says so when no token is admitted", async () => {
    await expect(
      greedyPicker.pick(new RowOutput(logits), 0, admitting([]), 0),
    ).rejects.toMatchObject({
      code: "invariant",
      message: "the constraint admits no token of the vocabulary",
    });
  });
});
