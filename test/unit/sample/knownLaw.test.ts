import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { createPicker } from "../../../src/core/sample/createPicker";
import { knownLawOf, type KnownLaw } from "../../../src/core/sample/knownLaw";
import { noRules, type SamplingRules } from "../../../src/core/sample/samplingRules";
import { RowOutput } from "../../support/rowOutput";

const logits = Float32Array.of(1, 3, -2, 2.5, 0, -1);

function lawAt(
  settings: { readonly temperature: number; readonly topK?: number } & Partial<SamplingRules>,
  rowSize = logits.length,
): { readonly law: KnownLaw; readonly output: RowOutput } {
  const { temperature, ...sampling } = settings;
  const output = new RowOutput(logits, rowSize);
  const picker = createPicker({
    ...{ temperature, seed: 1, sampling: { ...noRules, ...sampling } },
    ...{ vocabSize: logits.length, history: () => [], isMark: () => false },
  });
  return { law: knownLawOf(picker, output, 0), output };
}

/** Probabilities by token id; 0 for tokens that the law does not name. */
function probabilitiesOf({ ids, scores, logZ }: KnownLaw): number[] {
  return Array.from(logits, (_, token) => {
    const index = ids.indexOf(token);
    return index < 0 ? 0 : Math.exp(at(scores, index) - logZ);
  });
}

function softmax(temperature: number, keeps: (token: number) => boolean = () => true): number[] {
  const weights = Array.from(logits, (logit, token) =>
    keeps(token) ? Math.exp(logit / temperature) : 0,
  );
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

const entropyOf = (probabilities: readonly number[]): number =>
  probabilities.reduce((sum, p) => (p === 0 ? sum : sum - p * Math.log(p)), 0);

function expectLaw(law: KnownLaw, expected: readonly number[]): void {
  for (const [token, probability] of probabilitiesOf(law).entries()) {
    expect(probability).toBeCloseTo(at(expected, token), 5);
  }
  expect(law.entropy).toBeCloseTo(entropyOf(expected), 4);
  expect(law.isEntropyBound).toBe(false);
}

describe("what is known of the law that a token is chosen from", () => {
  it("is the model's own row where nothing is drawn", () => {
    expectLaw(lawAt({ temperature: 0 }).law, softmax(1));
  });

  it.each([0.3, 1, 1.7])("is the row at the temperature (%f)", (temperature) => {
    expectLaw(lawAt({ temperature }).law, softmax(temperature));
  });

  it("is what the rules keep of it", () => {
    const keeps = (token: number): boolean => token === 1 || token === 3;
    expectLaw(lawAt({ temperature: 0.7, topK: 2 }).law, softmax(0.7, keeps));
    expectLaw(lawAt({ temperature: 0.7, minP: 0.4 }).law, softmax(0.7, keeps));
  });

  it("is the model's own row where the tempered one is not known closely enough", () => {
    const { law, output } = lawAt({ temperature: 1.7 }, 2);
    const [one, three] = [softmax(1)[1] ?? NaN, softmax(1)[3] ?? NaN];
    expect(probabilitiesOf(law)[1]).toBeCloseTo(one, 5);
    expect(probabilitiesOf(law)[3]).toBeCloseTo(three, 5);
    expect(output.numFullRows).toBe(0);
  });

  it("never fetches a whole row, whatever the rules", () => {
    for (const rules of [{ topP: 0.99 }, { topH: 0.9 }, { minP: 0.001 }, { topK: 4 }]) {
      expect(lawAt({ temperature: 1.7, ...rules }, 2).output.numFullRows).toBe(0);
    }
  });
});
