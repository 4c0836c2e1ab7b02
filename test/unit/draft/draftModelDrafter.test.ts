import { describe, expect, it } from "vitest";
import { DraftModelDrafter } from "../../../src/core/draft/draftModelDrafter";
import type { TokenTree } from "../../../src/core/tree/tokenTree";
import { draftOnce } from "../../support/draftOnce";
import { plainDraftRequest } from "../../support/draftToy";
import { FakeClock } from "../../support/fakeClock";
import { FakeModel } from "../../support/fakeModel";

const [FOR, OPEN, LET, CONST] = [0, 1, 2, 3];

/** The worked example of the docblock. */
const rows: Readonly<Record<number, readonly number[]>> = {
  [FOR]: [0.04, 0.9, 0.03, 0.03],
  [OPEN]: [0.05, 0.05, 0.5, 0.4],
  [LET]: [0.25, 0.25, 0.3, 0.2],
  [CONST]: [0.25, 0.25, 0.3, 0.2],
};

interface ToyOptions {
  readonly minProbability?: number;
  readonly maxLength?: number;
  readonly rows?: Readonly<Record<number, readonly number[]>>;
  readonly runsTrees?: boolean;
  /** Of the model's passes, by their nodes; nobody knows if left out. */
  readonly costOf?: (numNodes: number) => number;
  /** Of the draft model's. */
  readonly passMs?: number;
}

function toy(options: ToyOptions = {}): {
  readonly model: FakeModel;
  readonly failures: unknown[];
  readonly drafter: DraftModelDrafter;
  readonly draft: (limits?: { maxDrafts: number; maxDepth: number }) => Promise<TokenTree>;
} {
  const { minProbability = 0.3, maxLength = 64, runsTrees = true, costOf, passMs = 0 } = options;
  const known = options.rows ?? rows;
  const model = new FakeModel({
    ...{ vocabSize: 4, maxLength, runsTrees },
    logitsOf: (context) => Float32Array.from(known[context.at(-1) ?? 0] ?? [], Math.log),
  });
  const clock = new FakeClock();
  model.beforeForward = () => {
    clock.nowMs += passMs;
  };
  const failures: unknown[] = [];
  const draft = { model, onFailure: (error: unknown): unknown => failures.push(error) };
  const drafter = new DraftModelDrafter({ draft, clock, minProbability, costOf });
  return {
    model,
    failures,
    drafter,
    draft: async (limits = { maxDrafts: 5, maxDepth: 5 }) =>
      (await draftOnce(drafter, FOR, limits)).tree,
  };
}

describe("drafting with a model", () => {
  it("adds a chain while it is likely, and what is likely beside it", async () => {
    const { drafter, draft, model } = toy();
    drafter.begin(Int32Array.of(FOR), plainDraftRequest);
    expect(await draft()).toMatchObject({
      tokens: Int32Array.of(FOR, OPEN, LET, CONST),
      parents: Int32Array.of(-1, 0, 1, 1),
    });
    // Behind `let` and `const` nothing is likely enough: that took a pass to see.
    expect(model.numForwards).toBe(3);
  });

  it("looks behind tokens that are about as likely in one pass, where branches run together", async () => {
    const even = {
      ...rows,
      [OPEN]: [0.02, 0.02, 0.49, 0.47],
      [LET]: [0.97, 0.01, 0.01, 0.01],
      [CONST]: [0.01, 0.97, 0.01, 0.01],
    };
    const trees = toy({ rows: even });
    trees.drafter.begin(Int32Array.of(FOR), plainDraftRequest);
    expect((await trees.draft()).tokens).toEqual(Int32Array.of(FOR, OPEN, LET, CONST, FOR, OPEN));
    expect(trees.model).toMatchObject({ numForwards: 3, numNodes: 4 });

    const chains = toy({ rows: even, runsTrees: false });
    chains.drafter.begin(Int32Array.of(FOR), plainDraftRequest);
    await chains.draft();
    expect(chains.model.numForwards).toBeGreaterThan(2);
    expect(chains.model.numNodes).toBe(chains.model.numForwards);
  });

  it.each([
    { passMs: 20, numForwards: 3 },
    { passMs: 300, numForwards: 1 },
  ])(
    "runs $numForwards passes of $passMs ms where one of the model takes 100",
    async ({ passMs, numForwards }) => {
      const { drafter, draft, model } = toy({ costOf: () => 100, passMs });
      drafter.begin(Int32Array.of(FOR), plainDraftRequest);
      expect((await draft()).tokens[1]).toBe(OPEN);
      expect(model.numForwards).toBe(numForwards);
    },
  );

  it.each([
    { maxDrafts: 1, maxDepth: 5, tokens: [FOR, OPEN], numForwards: 1 },
    { maxDrafts: 2, maxDepth: 5, tokens: [FOR, OPEN, LET], numForwards: 2 },
    { maxDrafts: 5, maxDepth: 1, tokens: [FOR, OPEN], numForwards: 1 },
    { maxDrafts: 0, maxDepth: 5, tokens: [FOR], numForwards: 0 },
    { maxDrafts: 5, maxDepth: 0, tokens: [FOR], numForwards: 0 },
  ])(
    "runs no pass more than $maxDrafts nodes of depth $maxDepth need",
    async ({ tokens, numForwards, ...limits }) => {
      const { drafter, draft, model } = toy();
      drafter.begin(Int32Array.of(FOR), plainDraftRequest);
      expect(Array.from((await draft(limits)).tokens)).toEqual(tokens);
      expect(model.numForwards).toBe(numForwards);
    },
  );

  it("drafts nothing behind more tokens than the model holds", async () => {
    const { drafter, draft, model } = toy({ maxLength: 3 });
    drafter.begin(Int32Array.of(FOR, OPEN, LET, FOR), plainDraftRequest);
    await drafter.readPrompt();
    expect((await draft()).size).toBe(1);
    expect(model.numForwards).toBe(0);
    // Where there is room for the root only, one token can be drafted.
    drafter.begin(Int32Array.of(FOR, OPEN, FOR), plainDraftRequest);
    expect(Array.from((await draft()).tokens)).toEqual([FOR, OPEN]);
  });

  it("is asked no more in a request in which it failed, and again in the next", async () => {
    const { drafter, draft, model, failures } = toy();
    model.beforeForward = () => {
      if (model.numForwards === 1) throw new Error("no memory");
    };
    drafter.begin(Int32Array.of(FOR), plainDraftRequest);
    // What was drafted before it failed is as good as any draft.
    expect(Array.from((await draft()).tokens)).toEqual([FOR, OPEN]);
    expect((await draft()).size).toBe(1);
    expect(failures).toEqual([new Error("no memory")]);
    model.beforeForward = undefined;
    drafter.begin(Int32Array.of(FOR), plainDraftRequest);
    expect((await draft()).size).toBe(4);
    expect(failures).toHaveLength(1);
  });

  it("runs no pass once nobody waits", async () => {
    const { drafter, draft, model } = toy();
    const asked = { ...plainDraftRequest, isInterrupted: () => model.numForwards > 0 };
    drafter.begin(Int32Array.of(FOR), asked);
    expect(Array.from((await draft()).tokens)).toEqual([FOR, OPEN]);
    expect(model.numForwards).toBe(1);
  });

  it("finds its cache as another drafter over the same model has left it", async () => {
    const { drafter, draft, model } = toy();
    const draftModel = { model, onFailure: () => undefined };
    const other = new DraftModelDrafter({
      ...{ draft: draftModel, clock: new FakeClock(), minProbability: 0.3 },
    });
    drafter.begin(Int32Array.of(CONST, FOR), plainDraftRequest);
    const alone = await draft();
    other.begin(Int32Array.of(LET, LET, LET, FOR), plainDraftRequest);
    await draftOnce(other, FOR, { maxDrafts: 5, maxDepth: 5 });
    expect(model.cachedTokens.slice(0, 3)).toEqual([LET, LET, LET]);
    expect(await draft()).toEqual(alone);
    expect(model.cachedTokens.slice(0, 2)).toEqual([CONST, FOR]);
  });
});
