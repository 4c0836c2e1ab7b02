import { describe, expect, it } from "vitest";
import { GapRecorder } from "../../../src/cli/bench/gapRecorder";
import type { Constraint } from "../../../src/core/constrain/constraint";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { greedyPicker } from "../../../src/core/sample/greedyPicker";
import { SampleAndMatch } from "../../../src/core/verify/sampleAndMatch";
import { RowOutput } from "../../support/rowOutput";

const recorder = new GapRecorder(new SampleAndMatch({ endTokens: new Set() }));
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
    ["only one that the row knows is admitted", only(0, 2), undefined],
  ])("notes the gap when it is between %s", async (_, constraint, gap) => {
    const verdict = await recorder.verify(output, greedyPicker, constraint, 0);
    expect(verdict.emitted).toHaveLength(1);
    expect(recorder.take()).toEqual([gap]);
    expect(recorder.take()).toEqual([]);
  });
});
