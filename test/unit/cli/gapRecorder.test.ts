import { describe, expect, it } from "vitest";
import { GapRecorder } from "../../../src/cli/bench/gapRecorder";
import type { Constraint } from "../../../src/core/constrain/constraint";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { greedyPicker } from "../../../src/core/sample/greedyPicker";
import { SampleAndMatch } from "../../../src/core/verify/sampleAndMatch";
import { RowOutput } from "../../support/rowOutput";

const output = new RowOutput(Float32Array.of(1, 4, 3.5, 2), 3);

/** Admits only the tokens in `admitted`. */
const only = (...admitted: number[]): Constraint<number> => ({
  start: () => 0,
  isFree: () => false,
  admits: (_, token) => admitted.includes(token),
  next: (state) => state,
});

describe("GapRecorder", () => {
  it.each([
    ["the two best of all", unconstrained, 0.5],
    ["the two best that are admitted", only(1, 3), 2],
    ["two of which one is below the top K", only(0, 2), 2.5],
    ["nothing, as only one is admitted", only(2), undefined],
  ])("notes the gap between %s", async (_, constraint, gap) => {
    const recorder = new GapRecorder(new SampleAndMatch({ endTokens: new Set() }));
    recorder.start();
    const verdict = await recorder.verify(output, greedyPicker, constraint, 0);
    expect(verdict.emitted).toHaveLength(1);
    expect(recorder.gap).toBe(gap);
  });

  it("looks at the first step after the start only", async () => {
    const recorder = new GapRecorder(new SampleAndMatch({ endTokens: new Set() }));
    await recorder.verify(output, greedyPicker, unconstrained, 0);
    expect(recorder.gap).toBeUndefined();
    recorder.start();
    await recorder.verify(output, greedyPicker, unconstrained, 0);
    await recorder.verify(output, greedyPicker, only(1, 3), 0);
    expect(recorder.gap).toBe(0.5);
  });
});
