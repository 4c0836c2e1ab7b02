import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { invariant } from "../../../src/core/errors";
import { CoverTree } from "../../../src/core/heal/coverTree";
import { TokenIndex } from "../../../src/core/tokens/tokenIndex";
import { byHealing } from "../../../src/core/trace/decodeTrace";
import { traceTexts } from "../../../src/core/trace/traceTexts";
import { canonicalModel } from "../../support/canonicalModel";
import { decodeOnce } from "../../support/decodeOnce";
import { ToyBpe } from "../../support/toyBpe";

describe("a trace of a healed cursor", () => {
  it.each([
    [4, "ab", 0],
    [4, "ab", 1],
    [5, "aab", 0],
    [7, "cab", 0.7],
  ])(
    "says how probable the chosen spelling was among all (%i, %s)",
    async (seed, text, temperature) => {
      const bpe = new ToyBpe({ seed, numMerges: 6 });
      const language = canonicalModel(bpe, seed);
      const held = Uint8Array.from(Array.from(text, (letter) => letter.charCodeAt(0)));
      const covers = new CoverTree(held, { vocabulary: bpe, index: new TokenIndex(bpe) });
      const result = await decodeOnce(
        language.model,
        {
          ...{ prompt: language.prompt, numHeldBytes: held.length, covers },
          ...{ temperature, seed: 3, maxTokens: 8, isTraced: true },
        },
        { vocabulary: bpe, endTokens: new Set([bpe.end]) },
      );
      invariant(result.trace !== undefined, "a trace was asked for");
      const trace = traceTexts(result.trace, { ...result, numHeldBytes: held.length }, bpe);

      const [healed, ...others] = trace.tokens;
      expect(trace.tokens.map((token) => token.text).join("")).toBe(result.text);
      expect(healed).toMatchObject({ by: byHealing, pass: -1 });
      expect(others.every(({ by }) => by !== byHealing)).toBe(true);

      // Weights of all spellings by the definition, at the temperature of the draw.
      const power = temperature === 0 ? 1 : 1 / temperature;
      const tempered = (before: readonly number[], token: number): number => {
        const row = language.probabilities(before).map((p) => p ** power);
        return at(row, token) / row.reduce((sum, p) => sum + p, 0);
      };
      const spellings = (covers.covers(Infinity) ?? []).map(({ node, token }) => {
        const tokens = [...covers.tokensOf(node), token];
        const weight = tokens.reduce((p, on, i) => p * tempered(tokens.slice(0, i), on), 1);
        return { tokens, weight };
      });
      const total = spellings.reduce((sum, { weight }) => sum + weight, 0);
      const isChosen = ({ tokens }: (typeof spellings)[number]): boolean =>
        tokens.every((token, i) => token === result.tokens[i]);
      const chosen = spellings.find(isChosen);
      expect(healed?.probability).toBeCloseTo((chosen?.weight ?? NaN) / total, 5);
      const best = Math.max(
        0,
        ...spellings.filter((one) => !isChosen(one)).map((one) => one.weight),
      );
      expect(healed?.runnerUp?.probability ?? 0).toBeCloseTo(best / total, 5);
      const bits = spellings.reduce((sum, { weight }) => {
        const share = weight / total;
        return sum - share * Math.log2(share);
      }, 0);
      expect(healed?.entropyBits).toBeCloseTo(bits, 4);
    },
  );
});
