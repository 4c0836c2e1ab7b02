import { describe, expect, it } from "vitest";
import { heldBytes } from "../../src/core/constrain/heldBytes";
import { unconstrained } from "../../src/core/constrain/unconstrained";
import type { DecodeRequest } from "../../src/core/decode/decodeRequest";
import { CoverTree } from "../../src/core/heal/coverTree";
import { TokenIndex } from "../../src/core/tokens/tokenIndex";
import { bruteForce, canonicalModel, type CanonicalModel } from "../support/canonicalModel";
import { chiSquareP } from "../support/chiSquare";
import { decoderOf, requestOf } from "../support/decodeOnce";
import type { Law } from "../support/enumerateLaw";
import { fullTreeStrategy } from "../support/scriptedDrafter";
import { ToyBpe } from "../support/toyBpe";

const numDraws = 6000;
/** Letters of text that are compared; a text that ends before is shorter. */
const numLetters = 2;

interface Toy {
  readonly bpe: ToyBpe;
  readonly language: CanonicalModel;
  readonly held: Uint8Array;
}

/** Held bytes that cut through tokens in several ways. */
const toys: readonly Toy[] = (
  [
    [4, "ab"],
    [12, "bb"],
    [1, "ab"],
    [5, "aab"],
    [7, "cab"],
  ] as const
).map(([seed, text]) => {
  const bpe = new ToyBpe({ seed, numMerges: 6 });
  const held = Uint8Array.from(Array.from(text, (letter) => letter.charCodeAt(0)));
  return { bpe, language: canonicalModel(bpe, seed), held };
});

/** The law of the letters behind `held`, given that the text begins with it. */
function posterior({ bpe, language, held }: Toy): Law {
  const law = new Map<string, number>();
  const total = bruteForce(bpe, language, held);
  const visit = (more: readonly number[]): void => {
    const bytes = Uint8Array.of(...held, ...more);
    const isLong = more.length === numLetters;
    law.set(String.fromCharCode(...more), bruteForce(bpe, language, bytes, !isLong) / total);
    if (isLong) return;
    for (const byte of [97, 98, 99]) visit([...more, byte]);
  };
  visit([]);
  return law;
}

/** What decoding with `options` writes behind `held`, over many seeds. */
async function draw(
  { bpe, language, held }: Toy,
  options: Partial<DecodeRequest>,
): Promise<Map<string, number>> {
  const decoder = decoderOf(language.model, {
    vocabulary: bpe,
    endTokens: new Set([bpe.end]),
  });
  const counts = new Map<string, number>();
  for (let seed = 0; seed < numDraws; seed++) {
    const { text } = await decoder.decode(
      requestOf({
        prompt: language.prompt,
        numHeldBytes: held.length,
        stopRule: {
          check: (bytes) =>
            bytes.length < numLetters ? undefined : { length: numLetters, reason: "lineEnd" },
        },
        temperature: 1,
        seed,
        ...options,
      }),
    );
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

const covered = ({ bpe, held }: Toy): Partial<DecodeRequest> => ({
  covers: new CoverTree(held, { vocabulary: bpe, index: new TokenIndex(bpe) }),
});

describe("healed sampling", () => {
  it.each(toys)("follows the law of the model's own text, given its beginning", async (toy) => {
    const p = chiSquareP(await draw(toy, covered(toy)), posterior(toy));
    expect(p).toBeGreaterThan(1e-3);
  });

  it("is not what masking token by token gives", async () => {
    // Here the beginning has several covers; elsewhere a mask may happen to do no harm, or end where no token is left.
    for (const toy of toys.slice(0, 2)) {
      const masked = await draw(toy, { constraint: heldBytes(toy.held, toy.bpe) });
      expect(chiSquareP(masked, posterior(toy))).toBeLessThan(1e-9);
    }
  });

  it("gives the same text with any draft", async () => {
    for (const toy of toys) {
      const drafted = fullTreeStrategy(toy.bpe.size, { maxDrafts: 12, maxDepth: 3 });
      const decode = async (options: Partial<DecodeRequest>): Promise<unknown> => {
        const decoder = decoderOf(toy.language.model, {
          vocabulary: toy.bpe,
          endTokens: new Set([toy.bpe.end]),
        });
        const base = { prompt: toy.language.prompt, numHeldBytes: toy.held.length };
        const texts: string[] = [];
        for (let seed = 0; seed < 100; seed++) {
          const request = { ...base, ...covered(toy), temperature: 0.8, seed, maxTokens: 8 };
          const { tokens } = await decoder.decode(requestOf({ ...request, ...options }));
          texts.push(tokens.join());
        }
        return texts;
      };
      expect(await decode({ strategy: drafted })).toEqual(await decode({}));
    }
  });

  it("takes the most probable cover at temperature 0", async () => {
    for (const toy of toys) {
      const { bpe, language, held } = toy;
      const covers = new CoverTree(held, { vocabulary: bpe, index: new TokenIndex(bpe) });
      const probability = (tokens: readonly number[]): number =>
        tokens.reduce(
          (p, token, i) => p * (language.probabilities(tokens.slice(0, i))[token] ?? 0),
          1,
        );
      const all = (covers.covers(Infinity) ?? []).map(({ node, token }) => [
        ...covers.tokensOf(node),
        token,
      ]);
      const best = all.reduce((a, b) => (probability(b) > probability(a) ? b : a));
      const decoder = decoderOf(language.model, { vocabulary: bpe, endTokens: new Set([bpe.end]) });
      const { tokens, stats } = await decoder.decode(
        requestOf({
          prompt: language.prompt,
          constraint: unconstrained,
          numHeldBytes: held.length,
          covers,
        }),
      );
      expect(Array.from(tokens.slice(0, best.length))).toEqual(best);
      expect(stats.numHealPasses).toBe(1);
      expect(stats.numHealedTokens).toBe(best.length);
      expect(stats.numGeneratedTokens).toBe(tokens.length);
    }
  });
});
