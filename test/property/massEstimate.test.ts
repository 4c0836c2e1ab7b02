import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { weighedAdmitted } from "../../src/core/sample/massEstimate";
import type { TokenOrder, Visit } from "../../src/core/sample/tokenOrder";
import { unprobedWeight } from "../support/mutants/unprobedWeight";
import { seededRandom } from "../support/randomTree";

/** Every order of the tokens, with the probability of drawing them so without replacement. */
function orders(probabilities: readonly number[]): { tokens: number[]; probability: number }[] {
  const extend = (
    tokens: number[],
    probability: number,
  ): { tokens: number[]; probability: number }[] => {
    const left = Array.from(probabilities.entries()).filter(([token]) => !tokens.includes(token));
    if (left.length === 0) return [{ tokens, probability }];
    const total = left.reduce((sum, [, p]) => sum + p, 0);
    return left.flatMap(([token, p]) => extend([...tokens, token], (probability * p) / total));
  };
  return extend([], 1);
}

function orderOf(tokens: readonly number[], scores: readonly number[]): TokenOrder {
  const visits: Visit[] = tokens.map((token) => ({ token, score: at(scores, token) }));
  // In two stretches, as where the whole row is fetched on the way.
  return (async function* () {
    yield visits.slice(0, 2);
    yield await Promise.resolve(visits.slice(2));
  })();
}

/** The largest difference between E[w; token is x] and p(x) [x is admitted], of all x and all constraints. */
async function bias(
  estimate: typeof weighedAdmitted,
  probabilities: readonly number[],
): Promise<number> {
  const numTokens = probabilities.length;
  // Unnormalised, so that the normaliser is put to the test too.
  const logZ = 0.7;
  const scores = probabilities.map((p) => Math.log(p) + logZ);
  let worst = 0;
  for (let mask = 1; mask < 2 ** numTokens; mask++) {
    const admits = (token: number): boolean => ((mask >> token) & 1) === 1;
    const expected = probabilities.map((p, token) => (admits(token) ? p : 0));
    const found = new Array<number>(numTokens).fill(0);
    for (const { tokens, probability } of orders(probabilities)) {
      const pick = await estimate(orderOf(tokens, scores), admits, logZ);
      found[pick.token] = at(found, pick.token) + probability * Math.exp(pick.logWeight);
    }
    worst = Math.max(worst, ...found.map((w, token) => Math.abs(w - at(expected, token))));
  }
  return worst;
}

const random = seededRandom(4);
const laws = [1, 2, 3, 4, 5].flatMap((numTokens) =>
  [1, 6].map((power) => {
    const weights = Array.from({ length: numTokens }, () => random() ** power);
    const total = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => weight / total);
  }),
);

describe("the weight of a pick, over every order and every constraint", () => {
  it("is unbiased for each token", async () => {
    for (const probabilities of laws) {
      expect(await bias(weighedAdmitted, probabilities)).toBeLessThan(1e-12);
    }
  });

  it("betrays an estimator that does not probe", async () => {
    expect(await bias(unprobedWeight, [0.5, 0.3, 0.2])).toBeGreaterThan(0.05);
  });
});

describe("tokens without mass", () => {
  const scores = [0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];

  it("are picked with no weight", async () => {
    const pick = await weighedAdmitted(orderOf([0, 1, 2], scores), (token) => token === 2, 0);
    expect(pick).toEqual({ token: 2, logWeight: Number.NEGATIVE_INFINITY });
  });

  it("do not count as the token behind the last", async () => {
    const pick = await weighedAdmitted(orderOf([0, 1, 2], scores), (token) => token === 0, 0);
    expect(pick).toEqual({ token: 0, logWeight: 0 });
  });
});
