import { describe, expect, it } from "vitest";
import { strategies } from "../../../src/core/decode/strategies";
import { TranslatedDrafter } from "../../../src/core/draft/translatedDrafter";
import { failure } from "../../support/failure";
import { FakeClock } from "../../support/fakeClock";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { toyFormat } from "../../support/toyFormat";
import { ToyVocabulary } from "../../support/toyVocabulary";

const weighed = strategies.filter((strategy) => "createVerifier" in strategy);
const context = { vocabSize: 8, clock: new FakeClock() };

describe("strategies that weigh their drafts", () => {
  it("are seven", () => {
    expect(weighed.map(({ id }) => id)).toEqual([
      "recursive-rejection",
      "recursive-rejection-distinct",
      "k-seq",
      "greedy-draft",
      "block",
      "traversal",
      "dynamic-tree",
    ]);
  });

  it.each(weighed)("say what they need: $id", (strategy) => {
    expect(failure(() => strategy.createDrafter(context))).toMatchObject({
      code: "user/bad-argument",
      message: expect.stringContaining(`"${strategy.id}" needs a draft model`) as string,
    });
  });

  it.each(weighed)("match what comes through the text of another vocabulary: $id", (strategy) => {
    const vocabulary = new ToyVocabulary();
    const vocabSize = vocabulary.size;
    const model = new FakeModel({ vocabSize, logitsOf: hashLogits({ seed: 1, vocabSize }) });
    const translation = { from: vocabulary, format: toyFormat, to: vocabulary };
    const draft = { model, translation, onFailure: () => undefined };
    const drafter = strategy.createDrafter({ ...context, draft });
    expect(drafter).toBeInstanceOf(TranslatedDrafter);
    const verifier = strategy.createVerifier?.({ endTokens: new Set(), drafter });
    expect(verifier?.name).toBe("sample-and-match");
  });
});
