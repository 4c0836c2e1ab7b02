import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import type { Constraint } from "../../src/core/constrain/constraint";
import { blockVerification } from "../../src/core/decode/blockVerification";
import { recursiveRejectionDistinct } from "../../src/core/decode/recursiveRejectionDistinct";
import { sampledStrategy, type SampledStrategyParts } from "../../src/core/decode/sampledStrategy";
import type { Strategy } from "../../src/core/decode/strategy";
import { levelShape, sequenceShape } from "../../src/core/draft/draftShape";
import { dynamicTree as dynamicShape } from "../../src/core/draft/dynamicTree";
import { SampledDrafter } from "../../src/core/draft/sampledDrafter";
import { childOf } from "../../src/core/tree/children";
import { GreedyDraft } from "../../src/core/verify/greedyDraft";
import { KSeq } from "../../src/core/verify/kSeq";
import { NodeByNode } from "../../src/core/verify/nodeByNode";
import { RecursiveRejection } from "../../src/core/verify/recursiveRejection";
import { Traversal } from "../../src/core/verify/traversal";
import { drawingPicker, enumerateLaw, maxDifference, type Law } from "../support/enumerateLaw";
import { eachAlone, freshDraw } from "../support/mutants/unsubtracted";
import { sampledRun, type SampledRunParts } from "../support/sampledRun";
import { tableModel, type TableModel } from "../support/tableModel";
import { weighedStrategies } from "../support/weighedStrategies";

const prompt = [0, 1];

function strategyOf(
  parts: Pick<SampledStrategyParts, "id" | "shape" | "createVerifier">,
  limits: { readonly maxDrafts: number; readonly maxDepth: number },
): Strategy {
  return sampledStrategy({ ...parts, ...limits, title: parts.id, description: parts.id });
}

/** The same kinds of drafts, two levels deep and wider: small enough for three tokens. */
const wide = { maxDrafts: 12, maxDepth: 2 };
const wideStrategies = [
  strategyOf(
    {
      id: "three independent draws",
      shape: sequenceShape(3, 1),
      createVerifier: (p) => new NodeByNode(new RecursiveRejection({ isDistinct: false }), p),
    },
    wide,
  ),
  strategyOf(
    {
      id: "two distinct draws at each node",
      shape: levelShape("distinct", [2, 2]),
      createVerifier: (p) => new NodeByNode(new RecursiveRejection({ isDistinct: true }), p),
    },
    wide,
  ),
  strategyOf(
    {
      id: "all tokens as distinct draws",
      shape: levelShape("distinct", [3]),
      createVerifier: (p) => new NodeByNode(new RecursiveRejection({ isDistinct: true }), p),
    },
    wide,
  ),
  strategyOf(
    {
      id: "K-SEQ of three draws",
      shape: sequenceShape(3, 1),
      createVerifier: (p) => new NodeByNode(new KSeq(), p),
    },
    wide,
  ),
  strategyOf(
    {
      id: "greedy drafts at two levels",
      shape: levelShape("greedy", [2, 2]),
      createVerifier: (p) => new NodeByNode(new GreedyDraft(), p),
    },
    wide,
  ),
  strategyOf(
    {
      id: "traversal of two draws and one",
      shape: levelShape("distinct", [2, 1]),
      createVerifier: (p) => new Traversal("traversal", p),
    },
    wide,
  ),
  strategyOf(
    {
      id: "traversal of a dynamic tree",
      shape: dynamicShape(0.2),
      createVerifier: (p) => new Traversal("traversal", p),
    },
    wide,
  ),
  strategyOf(
    {
      id: "a dynamic tree",
      shape: dynamicShape(0.2),
      createVerifier: (p) => new NodeByNode(new RecursiveRejection({ isDistinct: true }), p),
    },
    wide,
  ),
];

interface Toy {
  readonly target: TableModel;
  readonly draft: TableModel;
}

function toyOf(vocabSize: number, seed: number, topK = vocabSize): Toy {
  return {
    target: tableModel({ vocabSize, seed }),
    draft: tableModel({ vocabSize, seed: seed + 100, topK }),
  };
}

/** The exact law of the text. */
async function lawOf(
  strategy: Strategy,
  { target, draft }: Toy,
  parts: Partial<SampledRunParts> & { readonly numTokens: number },
): Promise<Law> {
  return enumerateLaw(async (draw) => {
    const picker = drawingPicker(draw);
    const models = { target: target.model, draft: draft.model };
    const { tokens } = await sampledRun(strategy, { ...models, prompt, picker, ...parts });
    return tokens.join(" ");
  });
}

/** The law by its definition: products of conditional probabilities, up to an end token. */
function definition({ target }: Toy, numTokens: number, end = -1): Law {
  const law = new Map<string, number>();
  const extend = (tokens: readonly number[], probability: number): void => {
    if (tokens.length === numTokens || tokens.at(-1) === end) {
      law.set(tokens.join(" "), probability);
      return;
    }
    for (const [token, p] of target.probabilities([...prompt, ...tokens]).entries()) {
      extend([...tokens, token], probability * p);
    }
  };
  extend([], 1);
  return law;
}

describe("the law of a text from weighed drafts, enumerated over every draw and coin", () => {
  it.each(weighedStrategies)("is the model's: $id", async (strategy) => {
    for (const seed of [1, 2]) {
      const toy = toyOf(2, seed);
      const law = await lawOf(strategy, toy, { numTokens: 3 });
      expect(maxDifference(law, definition(toy, 3))).toBeLessThan(1e-12);
    }
  });

  it.each(wideStrategies)("is the model's for three tokens: $id", async (strategy) => {
    const toy = toyOf(3, 5);
    const law = await lawOf(strategy, toy, { numTokens: 3 });
    expect(maxDifference(law, definition(toy, 3))).toBeLessThan(1e-12);
  });

  it.each([...weighedStrategies, ...wideStrategies])(
    "is the model's where the draft model names few tokens: $id",
    async (strategy) => {
      const toy = toyOf(3, 9, 2);
      const law = await lawOf(strategy, toy, { numTokens: 2 });
      expect(maxDifference(law, definition(toy, 2))).toBeLessThan(1e-12);
    },
  );

  it.each([...weighedStrategies, ...wideStrategies])(
    "is the model's where there is no room for all draws: $id",
    async (strategy) => {
      const toy = toyOf(2, 4);
      for (const limits of someLimits) {
        const law = await lawOf(strategy, toy, { numTokens: 3, limits });
        expect(maxDifference(law, definition(toy, 3)), JSON.stringify(limits)).toBeLessThan(1e-12);
      }
    },
  );

  it.each(weighedStrategies)(
    "is the model's where a token ends the text: $id",
    async (strategy) => {
      const toy = toyOf(2, 7);
      const law = await lawOf(strategy, toy, { numTokens: 3, endTokens: new Set([1]) });
      expect(maxDifference(law, definition(toy, 3, 1))).toBeLessThan(1e-12);
    },
  );

  it.each([...weighedStrategies, ...wideStrategies])(
    "is the model's among what a constraint admits: $id",
    async (strategy) => {
      const toy = toyOf(3, 6);
      const law = await lawOf(strategy, toy, { numTokens: 3, constraint: firstIsNotOne });
      const plain = Array.from(definition(toy, 3)).filter(([text]) => !text.startsWith("1"));
      const mass = plain.reduce((sum, [, probability]) => sum + probability, 0);
      const expected = new Map(plain.map(([text, probability]) => [text, probability / mass]));
      expect(maxDifference(law, expected)).toBeLessThan(1e-12);
    },
  );

  it.each([freshDraw, eachAlone])("betrays $name", async (rule) => {
    const mutant = strategyOf(
      {
        id: rule.name,
        shape: sequenceShape(2, 1),
        createVerifier: (parts) => new NodeByNode(rule, parts),
      },
      wide,
    );
    const toy = toyOf(3, 5);
    const law = await lawOf(mutant, toy, { numTokens: 2 });
    expect(maxDifference(law, definition(toy, 2))).toBeGreaterThan(1e-3);
  });

  it("betrays leaving out the draws for which there was no room", async () => {
    const toy = toyOf(3, 5);
    const limits = { leastChance: 0.3 };
    const law = await lawOf(forgetful, toy, { numTokens: 2, limits });
    expect(maxDifference(law, definition(toy, 2))).toBeGreaterThan(1e-3);
  });

  it("betrays checking a part of the draft that was chosen after it was seen", async () => {
    const toy = toyOf(3, 5);
    const numDrafts = (chances: Float64Array): number => ((chances[1] ?? 0) > 0.2 ? 2 : 0);
    const law = await lawOf(blockVerification, toy, { numTokens: 3, numDrafts });
    expect(maxDifference(law, definition(toy, 3))).toBeGreaterThan(1e-3);
  });
});

/** Where candidates are refused, or of the children of a node only one is checked. */
const someLimits = [
  { maxCandidates: 1 },
  { maxCandidates: 2 },
  { leastChance: 0.3 },
  { maxChildren: 1 },
];

/** Forbids token 1 at the beginning, and nothing after it. */
const firstIsNotOne: Constraint<unknown> = {
  start: () => "start",
  isFree: (state) => state !== "start",
  admits: (state, token) => state !== "start" || token !== 1,
  next: () => "free",
};

/** Recursive rejection of those draws alone that are in the tree: known to be wrong. */
const forgetful: Strategy = {
  ...recursiveRejectionDistinct,
  createVerifier: ({ endTokens, drafter }) => {
    if (!(drafter instanceof SampledDrafter)) throw new Error("another drafter");
    const { drafts } = drafter;
    const rule = new RecursiveRejection({ isDistinct: true });
    const verifier = new NodeByNode(rule, { endTokens, drafts });
    return {
      name: "forgetful",
      verify: (output, ...rest) => {
        const root = drafts.rootBehind(output.cachedLength);
        if (root?.draws !== undefined) {
          const isThere = (token: number): boolean => childOf(output.tree, 0, token) >= 0;
          root.draws = { ...root.draws, tokens: root.draws.tokens.filter(isThere) };
        }
        return verifier.verify(output, ...rest);
      },
    };
  },
};

describe("what weighing gains", () => {
  const chainOf = (id: string, shape = levelShape("distinct", [1, 1, 1])): Strategy =>
    strategyOf(
      { id, shape, createVerifier: (parts) => new Traversal(id, parts) },
      { maxDrafts: 9, maxDepth: 3 },
    );

  it("is never less for whole paths than node by node, and more for some", async () => {
    let most = 0;
    for (const shape of [levelShape("distinct", [1, 1]), levelShape("distinct", [2, 1])]) {
      const whole = chainOf("whole", shape);
      const single = strategyOf(
        {
          id: "single",
          shape,
          createVerifier: (p) => new NodeByNode(new RecursiveRejection({ isDistinct: true }), p),
        },
        { maxDrafts: 9, maxDepth: 3 },
      );
      for (let seed = 1; seed <= 12; seed++) {
        const toy = toyOf(3, seed);
        const accepted = async (strategy: Strategy): Promise<number> =>
          meanAccepted(strategy, toy, 3);
        const gain = (await accepted(whole)) - (await accepted(single));
        expect(gain).toBeGreaterThan(-1e-12);
        most = Math.max(most, gain);
      }
    }
    expect(most).toBeGreaterThan(0.01);
  });

  it("is block verification's on a chain", async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const toy = toyOf(3, seed);
      const mean = await meanAccepted(chainOf("block"), toy, 4);
      expect(mean).toBeCloseTo(blockAccepted(toy, 3), 12);
    }
  });
});

/** Mean number of drafted tokens that the first pass accepts, if it may draft all but the last of `numTokens`. */
async function meanAccepted(strategy: Strategy, toy: Toy, numTokens: number): Promise<number> {
  const law = await lawOf(strategy, toy, { numTokens, maxPasses: 1 });
  return Array.from(law).reduce(
    (sum, [text, probability]) => sum + probability * (text.split(" ").length - 1),
    0,
  );
}

/**
 * Mean number of tokens that block verification accepts of a chain, by its published formulas: p_i = min(1, p_(i-1) M_b / M_s),
 * h_i = S_i / (S_i + 1 - p_i), h of the last p, and the accepted length is the last i with a uniform number below h_i.
 */
function blockAccepted({ target, draft }: Toy, length: number): number {
  let mean = 0;
  const visit = (
    tokens: readonly number[],
    probability: number,
    hs: readonly number[],
    p: number,
  ): void => {
    const context = [...prompt, ...tokens];
    if (tokens.length === length) {
      const all = [...hs.slice(0, -1), p];
      let notDeeper = 1;
      for (let i = length; i >= 1; i--) {
        const h = at(all, i - 1);
        mean += probability * notDeeper * h * i;
        notDeeper *= 1 - h;
      }
      return;
    }
    const big = target.probabilities(context);
    const small = draft.probabilities(context);
    for (const [token, q] of small.entries()) {
      const next = Math.min(1, (p * at(big, token)) / q);
      const after = [...context, token];
      const bigAfter = target.probabilities(after);
      const smallAfter = draft.probabilities(after);
      const s = bigAfter.reduce((sum, b, x) => sum + Math.max(0, next * b - at(smallAfter, x)), 0);
      visit([...tokens, token], probability * q, [...hs, s / (s + 1 - next)], next);
    }
  };
  visit([], 1, [], 1);
  return mean;
}
