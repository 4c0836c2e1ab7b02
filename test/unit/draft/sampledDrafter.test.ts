import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import type { Draft } from "../../../src/core/draft/draft";
import type { DraftRequest } from "../../../src/core/draft/drafter";
import { levelShape, sequenceShape, type DraftShape } from "../../../src/core/draft/draftShape";
import { dynamicTree } from "../../../src/core/draft/dynamicTree";
import { SampledDrafter } from "../../../src/core/draft/sampledDrafter";
import type { DrawnNode } from "../../../src/core/draft/sampledDrafts";
import { createPicker } from "../../../src/core/sample/createPicker";
import { noRules } from "../../../src/core/sample/samplingRules";
import { draftOnce } from "../../support/draftOnce";
import { plainDraftRequest } from "../../support/draftToy";
import { FakeClock } from "../../support/fakeClock";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { checkDrafter } from "../../support/laws/drafterLaws";

const vocabSize = 6;
const ROOT = 0;

/** After any token: token 1 with .7, token 2 with .2, the others with what is left. */
const peaked = (): Float32Array => Float32Array.of(0.04, 0.7, 0.2, 0.03, 0.02, 0.01).map(Math.log);

function requestAt(temperature: number, seed = 1): DraftRequest {
  return {
    ...plainDraftRequest,
    pickerFor: (history) =>
      createPicker({
        temperature,
        seed,
        sampling: noRules,
        vocabSize,
        history,
        isMark: () => false,
      }),
  };
}

function toy(
  shape: DraftShape,
  options: { readonly logitsOf?: () => Float32Array; readonly topK?: number } = {},
): {
  readonly model: FakeModel;
  readonly failures: unknown[];
  readonly drafter: SampledDrafter;
  readonly draft: (limits?: { maxDrafts: number; maxDepth: number }) => Promise<Draft>;
} {
  const { logitsOf = peaked, topK = vocabSize } = options;
  const model = new FakeModel({ vocabSize, logitsOf, topK, maxLength: 64 });
  const failures: unknown[] = [];
  const draft = { model, onFailure: (error: unknown): unknown => failures.push(error) };
  const drafter = new SampledDrafter({ name: "sampled", draft, clock: new FakeClock(), shape });
  return {
    model,
    failures,
    drafter,
    draft: (limits = { maxDrafts: 20, maxDepth: 5 }) => draftOnce(drafter, ROOT, limits),
  };
}

/** All nodes behind which something was drawn, the root first. */
function drawnNodes(node: DrawnNode | undefined): readonly DrawnNode[] {
  if (node?.draws === undefined) return [];
  return [node, ...Array.from(node.children.values()).flatMap(drawnNodes)];
}

/** Draws of the draft behind a prompt of two tokens, at a temperature. */
async function draws(shape: DraftShape, seed: number): Promise<readonly (readonly number[])[]> {
  const { drafter, draft } = toy(shape);
  drafter.begin(Int32Array.of(3, ROOT), requestAt(1, seed));
  await draft();
  return drawnNodes(drafter.drafts.rootBehind(1)).map(({ draws }) => draws?.tokens ?? []);
}

describe("a draft that is drawn", () => {
  it("has as many distinct draws at each level as its shape says, one pass of the draft model each", async () => {
    for (let seed = 0; seed < 30; seed++) {
      const { drafter, draft, model } = toy(levelShape("distinct", [3, 2]));
      drafter.begin(Int32Array.of(3, ROOT), requestAt(1, seed));
      const { tree } = await draft();
      expect(tree.size).toBe(1 + 3 + 6);
      expect(model.numForwards).toBe(2);
      for (const { draws } of drawnNodes(drafter.drafts.rootBehind(1))) {
        expect(new Set(draws?.tokens).size).toBe(draws?.tokens.length);
      }
    }
  });

  it("goes on with each sequence that began so, where they are independent", async () => {
    let numShared = 0;
    for (let seed = 0; seed < 30; seed++) {
      const [root = [], ...below] = await draws(sequenceShape(3, 2), seed);
      expect(root).toHaveLength(3);
      expect(below.map(({ length }) => length).reduce((a, b) => a + b)).toBe(3);
      const counts = [...new Set(root)].map((token) => root.filter((t) => t === token).length);
      expect(below.map(({ length }) => length)).toEqual(counts);
      if (below.length < 3) numShared += 1;
    }
    expect(numShared).toBeGreaterThan(10);
  });

  it("begins with the likeliest tokens where only the last is drawn", async () => {
    const last = new Set<number>();
    for (let seed = 0; seed < 40; seed++) {
      const { drafter, draft } = toy(levelShape("greedy", [3]));
      drafter.begin(Int32Array.of(3, ROOT), requestAt(1, seed));
      await draft();
      const root = drafter.drafts.rootBehind(1);
      expect(root?.draws?.numChosen).toBe(2);
      expect(root?.draws?.tokens.slice(0, 2)).toEqual([1, 2]);
      last.add(at(root?.draws?.tokens ?? [], 2));
    }
    expect([...last].sort()).toEqual([0, 3, 4, 5]);
  });

  it("is long where the draft model is sure and wide where it is not", async () => {
    const sure = toy(dynamicTree(0.2), { logitsOf: () => Float32Array.of(0, 9, 0, 0, 0, 0) });
    const unsure = toy(dynamicTree(0.2), { logitsOf: () => Float32Array.of(0, 0, 0, 0, 0, 0) });
    for (const { drafter } of [sure, unsure]) drafter.begin(Int32Array.of(3, ROOT), requestAt(1));
    const limits = { maxDrafts: 20, maxDepth: 5 };
    expect(Math.max(...(await sure.draft(limits)).tree.depths)).toBe(5);
    const { tree } = await unsure.draft(limits);
    expect(Math.max(...tree.depths)).toBe(1);
    // Each of six alike takes a sixth: after four of them 2/6 are left, after five 1/6.
    expect(tree.size - 1).toBe(5);
  });

  it("repeats itself with the same seed, and not with another", async () => {
    const shape = levelShape("distinct", [2, 2, 2]);
    expect(await draws(shape, 7)).toEqual(await draws(shape, 7));
    const all = await Promise.all(
      Array.from({ length: 10 }, async (_, seed) => JSON.stringify(await draws(shape, seed))),
    );
    expect(new Set(all).size).toBeGreaterThan(5);
  });

  it("keeps draws for which there was no room, and draws nothing behind them", async () => {
    const { drafter, draft } = toy(levelShape("distinct", [3, 1]));
    drafter.begin(Int32Array.of(3, ROOT), requestAt(1));
    const { tree } = await draft({ maxDrafts: 1, maxDepth: 5 });
    expect(tree.size).toBe(2);
    const root = drafter.drafts.rootBehind(1);
    expect(root?.draws?.tokens.length).toBeGreaterThanOrEqual(1);
    expect(drawnNodes(root)).toHaveLength(1);
  });

  it("is what would be picked and then the likeliest where nothing is drawn, with nothing to tell", async () => {
    const { drafter, draft } = toy(levelShape("distinct", [2, 1]), { topK: 3 });
    drafter.begin(Int32Array.of(3, ROOT), requestAt(0));
    const { tree } = await draft();
    expect(Array.from(tree.tokens)).toEqual([ROOT, 1, 2, 1, 1]);
    expect(drafter.drafts.rootBehind(1)?.draws).toBeUndefined();
  });

  it("is no draft any more behind other tokens, or in the next request", async () => {
    const { drafter, draft } = toy(levelShape("distinct", [1]));
    drafter.begin(Int32Array.of(3, ROOT), requestAt(1));
    await draft();
    expect(drafter.drafts.rootBehind(1)).toBeDefined();
    expect(drafter.drafts.rootBehind(2)).toBeUndefined();
    drafter.begin(Int32Array.of(3, ROOT), requestAt(1));
    expect(drafter.drafts.rootBehind(1)).toBeUndefined();
  });

  it("runs each committed token once, and what was drafted behind none", async () => {
    const { drafter, draft, model } = toy(levelShape("distinct", [2, 2]));
    drafter.begin(Int32Array.of(3, 4, ROOT), requestAt(1));
    await drafter.readPrompt();
    expect(model.cachedTokens).toEqual([3, 4]);
    const { tree } = await draft();
    expect(model.cachedTokens).toEqual([3, 4, ROOT]);
    // The two tokens of the first level ran, those of the last did not.
    expect(model.numNodes).toBe(3 + 2);
    const token = at(tree.tokens, 1);
    const output = await model.forward(tree, Int32Array.of());
    drafter.observe({ output, path: Int32Array.of(0, 1), emitted: Int32Array.of(token, 5) });
    const numNodes = model.numNodes;
    await draft();
    expect(model.cachedTokens).toEqual([3, 4, ROOT, token, 5]);
    expect(model.numNodes - numNodes).toBe(2 + 2);
  });

  it("ends for this request when the draft model fails, which is told once", async () => {
    const { drafter, draft, model, failures } = toy(levelShape("distinct", [2, 2]));
    drafter.begin(Int32Array.of(3, ROOT), requestAt(1));
    model.beforeForward = () => {
      throw new Error("struck");
    };
    expect((await draft()).tree.size).toBe(1);
    expect((await draft()).tree.size).toBe(1);
    expect(failures).toEqual([new Error("struck")]);
    model.beforeForward = undefined;
    drafter.begin(Int32Array.of(3, ROOT), requestAt(1));
    expect((await draft()).tree.size).toBe(7);
  });

  it("is no larger where nobody waits any more, or the draft model has no room", async () => {
    const { drafter, draft, model } = toy(levelShape("distinct", [2, 2]));
    drafter.begin(Int32Array.of(3, ROOT), {
      ...requestAt(1),
      isInterrupted: () => model.numForwards > 0,
    });
    await draft();
    expect(model.numForwards).toBe(1);
    drafter.begin(
      Int32Array.from({ length: 65 }, () => 2),
      requestAt(1),
    );
    await drafter.readPrompt();
    expect((await draft()).tree.size).toBe(1);
    expect(model.numForwards).toBe(1);
  });

  it("obeys the laws of drafters", async () => {
    const shapes = [levelShape("distinct", [2, 1, 1]), sequenceShape(2, 3), dynamicTree(0.1)];
    for (const shape of shapes) {
      const logitsOf = hashLogits({ seed: 3, vocabSize, order: 2 });
      await checkDrafter(() => {
        const model = new FakeModel({ vocabSize, logitsOf, topK: 4 });
        const draft = { model, onFailure: () => undefined };
        return new SampledDrafter({ name: "sampled", draft, clock: new FakeClock(), shape });
      }, vocabSize);
    }
  });
});
