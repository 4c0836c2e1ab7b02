import { describe, expect, it } from "vitest";
import { ContinuationBits } from "../../../src/core/check/continuationBits";
import type { PreparedPrompt } from "../../../src/core/complete/promptMaker";
import { heldBytes } from "../../../src/core/constrain/heldBytes";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { CoverTree } from "../../../src/core/heal/coverTree";
import type { HealPlan } from "../../../src/core/heal/healer";
import { TokenIndex } from "../../../src/core/tokens/tokenIndex";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";
import { bruteForce, canonicalModel } from "../../support/canonicalModel";
import { FakeModel } from "../../support/fakeModel";
import { ToyBpe } from "../../support/toyBpe";

const bpe = new ToyBpe({ seed: 4, numMerges: 6 });
const index = new TokenIndex(bpe);
const language = canonicalModel(bpe, 4);
const bits = new ContinuationBits({ model: language.model, vocabulary: bpe });

/** A prompt behind which `held` is the beginning of what comes, as `plan` has it. */
function promptOf(held: string, plan: Partial<HealPlan> = {}): PreparedPrompt {
  return {
    tokens: language.prompt,
    plan: {
      tokens: new Int32Array(0),
      held: encodeUtf8(held),
      constraint: unconstrained,
      ...plan,
    },
    healed: held,
    context: { prefix: held, suffix: "" },
    numContextTokens: 0,
    seesSuffix: true,
    hints: {},
    ms: { tokenise: 0, heal: 0 },
  };
}

const exact = (held: string): PreparedPrompt =>
  promptOf(held, { covers: new CoverTree(encodeUtf8(held), { vocabulary: bpe, index }) });
const masked = (held: string): PreparedPrompt =>
  promptOf(held, { constraint: heldBytes(encodeUtf8(held), bpe) });

const own = (text: string): number => bruteForce(bpe, language, encodeUtf8(text));

describe("ContinuationBits", () => {
  it("are those of the model's law given the held bytes, where covers are weighed", async () => {
    for (const [held, text] of [
      ["ab", "ca"],
      ["a", "b"],
      ["abc", "cab"],
    ] as const) {
      const [found] = await bits.of(text, [exact(held)]);
      expect(found).toBeCloseTo(-Math.log2(own(held + text) / own(held)), 10);
    }
  });

  it("are those of the text alone, where nothing is held", async () => {
    const [found] = await bits.of("abca", [promptOf("")]);
    expect(found).toBeCloseTo(-Math.log2(own("abca")), 10);
  });

  it("are those of the masked law, where a mask holds the model to the bytes", async () => {
    // One choice under the mask: the tokens that begin with "a", then whatever the model says.
    const row = language.probabilities([]);
    const admitted = Array.from(index.withPrefix(encodeUtf8("a")));
    const total = admitted.reduce((sum, token) => sum + (row[token] ?? 0), 0);
    const [found, others] = await bits.of("bc", [masked("a"), exact("a")]);
    expect(found).toBeCloseTo(-Math.log2(own("abc") / total), 10);
    // All that begins with one byte is one choice, so here the two ways agree.
    expect(others).toBeCloseTo(found ?? 0, 10);
    const [maskedBits, exactBits] = await bits.of("ca", [masked("ab"), exact("ab")]);
    expect(Math.abs((maskedBits ?? 0) - (exactBits ?? 0))).toBeGreaterThan(0.01);
  });

  it("leaves out what the model has no room for, and leaves its cache empty", async () => {
    const small = new FakeModel({
      vocabSize: bpe.size,
      logitsOf: () => new Float32Array(bpe.size),
      maxLength: 3,
    });
    const narrow = new ContinuationBits({ model: small, vocabulary: bpe });
    const prompt = { ...promptOf(""), tokens: Int32Array.of(bpe.end, 0, 0) };
    expect(await narrow.of("abcabcabc", [prompt])).toEqual([undefined]);
    const [found] = await narrow.of("a", [prompt]);
    expect(found).toBeGreaterThan(0);
    expect(small.cachedLength).toBe(0);
  });
});
