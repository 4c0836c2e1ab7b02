import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { unconstrained } from "../../src/core/constrain/unconstrained";
import { KeyedNoise } from "../../src/core/sample/keyedNoise";
import { TAIL, type Noise } from "../../src/core/sample/noise";
import { logTailBound } from "../../src/core/sample/tailBound";
import { TemperaturePicker } from "../../src/core/sample/temperaturePicker";
import { fixedRuns } from "../support/arbitraries";
import { targetRow } from "../support/fakeModel";
import { RowOutput } from "../support/rowOutput";

const rows = fc
  .array(
    fc.oneof(
      fc.double({ min: -12, max: 12, noNaN: true }),
      fc.constantFrom(0, 5, Number.NEGATIVE_INFINITY),
    ),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((logits) => Float32Array.from([1, ...logits]));
const temperatures = fc.double({ min: 0.05, max: 5, noNaN: true });
const topKs = fc.integer({ min: 1, max: 41 });

/** The grouped draw as it is defined, from the whole row and without a bound. */
function definition(
  logits: Float32Array,
  options: { topK: number; temperature: number; noise: Noise; position: number },
): number {
  const { topK, temperature, noise, position } = options;
  const inside = new Set(targetRow(logits, topK).ids);
  const outside = Array.from(logits.keys()).filter((token) => !inside.has(token));
  const score = (token: number): number =>
    at(logits, token) / temperature + noise.gumbel(position, token);
  const best = (tokens: Iterable<number>): number =>
    Array.from(tokens).reduce((a, b) => (score(b) > score(a) ? b : a));
  const top = best(inside);
  if (outside.length === 0) return top;
  const weight = outside.reduce((sum, token) => sum + Math.exp(at(logits, token) / temperature), 0);
  return Math.log(weight) + noise.gumbel(position, TAIL) > score(top) ? best(outside) : top;
}

describe("the grouped draw", () => {
  it("chooses what its definition chooses", async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        temperatures,
        topKs,
        fc.nat(1e6),
        async (logits, temperature, topK, seed) => {
          const noise = new KeyedNoise(seed);
          const picker = new TemperaturePicker({ temperature, noise, vocabSize: logits.length });
          const output = new RowOutput(logits, Math.min(topK, logits.length));
          for (output.cachedLength = 0; output.cachedLength < 20; output.cachedLength++) {
            const position = output.cachedLength + 1;
            const expected = definition(logits, { topK, temperature, noise, position });
            expect(await picker.pick(output, 0, unconstrained, 0)).toBe(expected);
          }
        },
      ),
      fixedRuns(300),
    );
  });

  it("never underestimates the tail, also with a log-sum-exp rounded to float32", () => {
    fc.assert(
      fc.property(rows, temperatures, topKs, (logits, temperature, topK) => {
        const row = targetRow(logits, topK);
        const bound = logTailBound(
          { ...row, logSumExp: Math.fround(row.logSumExp) },
          temperature,
          logits.length - row.ids.length,
        );
        const inside = new Set(row.ids);
        const weight = logits.reduce(
          (sum, logit, token) => (inside.has(token) ? sum : sum + Math.exp(logit / temperature)),
          0,
        );
        expect(bound).toBeGreaterThanOrEqual(Math.log(weight) - 1e-9);
      }),
      fixedRuns(1000),
    );
  });
});
