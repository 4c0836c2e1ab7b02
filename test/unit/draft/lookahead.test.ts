import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { DraftBuilder } from "../../../src/core/draft/draftBuilder";
import type { Draft } from "../../../src/core/draft/draft";
import { Lookahead } from "../../../src/core/draft/lookahead";
import { pathTo } from "../../../src/core/tree/pathTo";
import { draftAlong, writerOf } from "../../support/draftAlong";
import { draftOnce } from "../../support/draftOnce";
import { plainDraftRequest } from "../../support/draftToy";
import { FakeModel, hashLogits } from "../../support/fakeModel";

const shape = { numColumns: 3, ngramLength: 4, numChecked: 3 };
const numLooks = shape.numColumns * (shape.ngramLength - 1);

/** What is checked behind a token: paths below the root, without the window. */
async function checkedBehind(drafter: Lookahead, root: number): Promise<number[][]> {
  const { tree } = await draftOnce(drafter, root, { maxDrafts: 60, maxDepth: 9 });
  const leaves = Array.from(tree.tokens.keys()).filter((node) => !tree.parents.includes(node));
  return leaves
    .filter((leaf) => leaf > 0)
    .map((leaf) => Array.from(pathTo(tree, leaf).slice(1), (node) => at(tree.tokens, node)));
}

function draftWithWindow(drafter: Lookahead, root: number): Draft {
  const limits = { maxCandidates: 128, maxDepth: 9, maxLooks: numLooks };
  const builder = new DraftBuilder(root, limits, () => 0.1);
  drafter.draft(builder);
  return builder.build(() => 0);
}

describe("Lookahead", () => {
  it("checks the n-grams of the document that begin with the last token, whole, the latest first", async () => {
    const drafter = new Lookahead(shape);
    drafter.begin(Int32Array.of(1, 2, 3, 4, 1, 5, 6, 7, 1, 8, 9), plainDraftRequest);
    // `1 8 9` is no whole n-gram.
    expect(await checkedBehind(drafter, 1)).toEqual([
      [5, 6, 7],
      [2, 3, 4],
    ]);
    expect(await checkedBehind(drafter, 4)).toEqual([[1, 5, 6]]);
    expect(await checkedBehind(drafter, 9)).toEqual([]);
  });

  it("takes from what was written the n-grams that it consists of", async () => {
    const drafter = new Lookahead(shape);
    drafter.begin(Int32Array.of(1), plainDraftRequest);
    const text = [1, 2, 3, 4, 5, 6, 7];
    const model = new FakeModel({ vocabSize: 10, logitsOf: writerOf(text, 0) });
    for (const [from, to] of [
      [0, 2],
      [2, 3],
      [3, 6],
    ] as const) {
      const root = at(text, from);
      const output = await model.forward(
        (await draftOnce(drafter, root, { maxDrafts: 0, maxDepth: 0 })).tree,
        Int32Array.of(0),
      );
      const emitted = Int32Array.from(text.slice(from + 1, to + 1));
      drafter.observe({ output, path: Int32Array.of(0), emitted });
    }
    expect(await checkedBehind(drafter, 1)).toEqual([[2, 3, 4]]);
    expect(await checkedBehind(drafter, 2)).toEqual([[3, 4, 5]]);
    expect(await checkedBehind(drafter, 4)).toEqual([[5, 6, 7]]);
    expect(await checkedBehind(drafter, 5)).toEqual([]);
  });

  it("gains all of an n-gram and a token more where all of it is right", async () => {
    const period = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const text = [...period, ...period, ...period];
    const passes = await draftAlong(new Lookahead(shape), {
      prompt: [...period, 1],
      logitsOf: (context) => {
        const logits = new Float32Array(10);
        logits[1 + ((context.at(-1) ?? 0) % 9)] = 5;
        return logits;
      },
      vocabSize: 10,
      numTokens: text.length - 3,
      maxDrafts: 9,
    });
    expect(passes.map(({ length }) => length)).toEqual([4, 4, 4, 4, 4, 4]);
  });

  it("hangs the window below the root: a chain, and a column below each of its nodes", () => {
    const drafter = new Lookahead(shape);
    // The fillers are the text's last tokens backwards.
    drafter.begin(Int32Array.of(5, 4, 3, 2, 1), plainDraftRequest);
    const { tree } = draftWithWindow(drafter, 1);
    const paths = Array.from(tree.tokens.keys(), (node) =>
      Array.from(pathTo(tree, node).slice(1), (on) => at(tree.tokens, on)).join(" "),
    );
    // Columns `1 2 3`, `2 3 4` and `3 4 5`, which share what they have in common.
    expect(new Set(paths)).toEqual(new Set(["", "1", "1 2", "1 2 3", "1 2 3 4", "1 2 3 4 5"]));
  });

  it("keeps what the model says at the end of each column", async () => {
    const vocabSize = 50;
    const logitsOf = hashLogits({ seed: 11, vocabSize });
    const model = new FakeModel({ vocabSize, logitsOf });
    const drafter = new Lookahead(shape);
    const prompt = [7, 7, 9, 3, 3, 1, 8];
    drafter.begin(Int32Array.from(prompt), plainDraftRequest);
    const columns = [
      [8, 1, 3],
      [1, 3, 3],
      [3, 3, 9],
    ];
    const chain = columns.map((column) => at(column, 0));
    const first = await model.forward(
      {
        size: 6,
        tokens: Int32Array.from(prompt.slice(0, -1)),
        parents: Int32Array.of(-1, 0, 1, 2, 3, 4),
        depths: Int32Array.of(0, 1, 2, 3, 4, 5),
      },
      Int32Array.of(5),
    );
    model.keep(first, Int32Array.of(0, 1, 2, 3, 4, 5));
    const draft = draftWithWindow(drafter, 8);
    const output = await model.forward(draft.tree, Int32Array.from(draft.tree.tokens.keys()));
    drafter.observe({ draft, output, path: Int32Array.of(0), emitted: Int32Array.of(40) });
    for (const [i, column] of columns.entries()) {
      const read = [...prompt, ...chain.slice(0, i + 1), ...column.slice(1)];
      const logits = logitsOf(read);
      const answer = logits.indexOf(Math.max(...logits));
      expect(await checkedBehind(drafter, at(column, 2))).toContainEqual([answer]);
    }
  });

  it("knows phrases that the text does not have yet, by its window alone", async () => {
    // 40 phrases of 5 tokens; which one comes next depends on the whole text.
    const vocabSize = 200;
    const choose = hashLogits({ seed: 5, vocabSize: 40 });
    const logitsOf = (context: readonly number[]): Float32Array => {
      const logits = new Float32Array(vocabSize);
      const last = context.at(-1) ?? 0;
      const phrases = choose(context);
      const isWithin = last % 5 < 4;
      logits[isWithin ? last + 1 : 5 * phrases.indexOf(Math.max(...phrases))] = 5;
      return logits;
    };
    const options = { prompt: [1, 2], logitsOf, vocabSize, numTokens: 120, maxDrafts: 9 };
    const without = await draftAlong(new Lookahead(shape), options);
    const ahead = await draftAlong(new Lookahead(shape), { ...options, maxLooks: numLooks });
    expect(ahead.flat()).toEqual(without.flat());
    expect(ahead.length).toBeLessThan(0.85 * without.length);
  });
});
