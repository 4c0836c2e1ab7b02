import { describe, expect, it } from "vitest";
import { TrigramRecycling } from "../../../src/core/draft/trigramRecycling";
import { draftAlong } from "../../support/draftAlong";
import { draftOnce } from "../../support/draftOnce";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { chainTree } from "../../../src/core/tree/chainTree";
import { TokenRecycling } from "../../../src/core/draft/tokenRecycling";

const vocabSize = 12;
const rates = {
  three: [[0.7, 0.2], [0.7, 0.2], [0.7]],
  one: [[0.5, 0.2], [0.5, 0.1], [0.5]],
};
const aDrafter = (): TrigramRecycling =>
  new TrigramRecycling({ vocabSize, rates, numPromptRows: 99 });

/** The next token is the sum of the last three. */
const model = new FakeModel({
  vocabSize,
  topK: 2,
  logitsOf: (context) => {
    const logits = new Float32Array(vocabSize);
    const sum = context.slice(-3).reduce((a, b) => a + b, 0);
    logits[sum % vocabSize] = 2;
    logits[(sum + 1) % vocabSize] = 1;
    return logits;
  },
});

async function taught(prompt: readonly number[]): Promise<TrigramRecycling> {
  const drafter = aDrafter();
  const tokens = Int32Array.from(prompt);
  drafter.begin(tokens);
  const rows = Int32Array.from(tokens.subarray(0, -1).keys());
  drafter.observePrompt(await model.forward(chainTree(tokens.slice(0, -1)), rows), rows);
  return drafter;
}

/** What is drafted directly below the root. */
async function firsts(drafter: TrigramRecycling, context: readonly number[]): Promise<number[]> {
  drafter.begin(Int32Array.from(context));
  const root = context.at(-1) ?? 0;
  const { candidates } = await draftOnce(drafter, root, { maxDrafts: 20, maxDepth: 1 });
  return candidates.slice(1).map(({ token }) => token);
}

describe("TrigramRecycling", () => {
  it("tells contexts of three tokens apart, and falls back on the last token alone", async () => {
    const drafter = await taught([1, 2, 3, 4, 2, 3, 5, 9, 3, 0]);
    expect(await firsts(drafter, [1, 2, 3])).toEqual([6, 7]);
    expect(await firsts(drafter, [4, 2, 3])).toEqual([9, 10]);
    // Never read so: the row of the last 3, which stood behind 5 and 9.
    expect(await firsts(drafter, [8, 8, 3])).toEqual([5, 6]);
    expect(await firsts(drafter, [8, 8, 8])).toEqual([]);
    expect(await firsts(drafter, [3])).toEqual([5, 6]);
  });

  it("says how many tokens a row is about, and how good it usually is", async () => {
    const drafter = await taught([1, 2, 3, 9]);
    drafter.begin(Int32Array.of(1, 2, 3));
    const { candidates } = await draftOnce(drafter, 3, { maxDrafts: 2, maxDepth: 1 });
    const guess = { source: "trigram-recycling", matchLength: 3 };
    expect(candidates.slice(1).map(({ guesses }) => guesses)).toEqual([
      [{ ...guess, rank: 0, probability: 0.7 }],
      [{ ...guess, rank: 1, probability: 0.2 }],
    ]);
    drafter.begin(Int32Array.of(7, 3));
    const other = await draftOnce(drafter, 3, { maxDrafts: 1, maxDepth: 1 });
    expect(other.candidates[1]?.guesses).toEqual([
      { ...guess, matchLength: 1, rank: 0, probability: 0.5 },
    ]);
  });

  it("learns behind each node of a step, the rejected ones too, in the context of its own path", async () => {
    const drafter = aDrafter();
    drafter.begin(Int32Array.of(6, 7, 1));
    const tree = {
      size: 4,
      tokens: Int32Array.of(1, 2, 3, 4),
      parents: Int32Array.of(-1, 0, 1, 0),
      depths: Int32Array.of(0, 1, 2, 1),
    };
    const prompted = new FakeModel({
      vocabSize,
      topK: 2,
      logitsOf: hashLogits({ seed: 1, vocabSize }),
    });
    const output = await prompted.forward(tree, Int32Array.of(0, 1, 2, 3));
    drafter.observe({ output, path: Int32Array.of(0, 3), emitted: Int32Array.of(4, 5) });
    const rows = [0, 1, 2, 3].map((node) => Array.from(output.row(node).ids));
    expect(await firsts(drafter, [6, 7, 1])).toEqual(rows[0]);
    expect(await firsts(drafter, [7, 1, 2])).toEqual(rows[1]);
    expect(await firsts(drafter, [1, 2, 3])).toEqual(rows[2]);
    expect(await firsts(drafter, [7, 1, 4])).toEqual(rows[3]);
  });

  it("goes on in the context of what was emitted", async () => {
    const drafter = await taught([2, 4, 5, 9]);
    drafter.begin(Int32Array.of(0, 1, 2));
    const output = await model.forward(chainTree(Int32Array.of(2, 4)), Int32Array.of(0, 1));
    drafter.observe({ output, path: Int32Array.of(0, 1), emitted: Int32Array.of(4, 5) });
    const { candidates } = await draftOnce(drafter, 5, { maxDrafts: 9, maxDepth: 1 });
    expect(candidates.slice(1).map(({ token }) => token)).toEqual([11, 0]);
  });

  it("needs fewer passes than single tokens do where a token follows from the three before", async () => {
    const logitsOf = hashLogits({ seed: 4, vocabSize: 6, order: 3 });
    const options = { prompt: [1, 2, 3], logitsOf, vocabSize: 6, numTokens: 400, maxDrafts: 4 };
    const flat = {
      three: Array<number[]>(6).fill([0.6, 0.2, 0.1]),
      one: Array<number[]>(6).fill([0.6, 0.2, 0.1]),
    };
    const three = new TrigramRecycling({ vocabSize: 6, rates: flat, numPromptRows: 9 });
    const one = new TokenRecycling({ vocabSize: 6, hitRates: flat.one, numPromptRows: 9 });
    const [passesOfThree, passesOfOne] = [
      await draftAlong(three, options),
      await draftAlong(one, options),
    ];
    expect(passesOfThree.flat().slice(0, 400)).toEqual(passesOfOne.flat().slice(0, 400));
    expect(passesOfThree.length).toBeLessThan(0.7 * passesOfOne.length);
  });

  it("drafts nothing before it has seen anything", async () => {
    expect(await firsts(aDrafter(), [1, 2, 3])).toEqual([]);
  });
});
