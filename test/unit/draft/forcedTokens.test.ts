import { describe, expect, it } from "vitest";
import { heldBytes } from "../../../src/core/constrain/heldBytes";
import { ForcedTokens } from "../../../src/core/draft/forcedTokens";
import { TokenIndex } from "../../../src/core/tokens/tokenIndex";
import { decodeOnce } from "../../support/decodeOnce";
import { draftOnce } from "../../support/draftOnce";
import { plainDraftRequest } from "../../support/draftToy";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { PieceVocabulary } from "../../support/pieceVocabulary";
import { strategyOf } from "../../support/scriptedDrafter";
import { autoregressive } from "../../../src/core/decode/autoregressive";

describe("ForcedTokens", () => {
  it("drafts what the constraint leaves no choice about, as sure", async () => {
    const drafter = new ForcedTokens();
    const forced = [[4, 5, 6], undefined, [7]];
    drafter.begin(Int32Array.of(1), {
      ...plainDraftRequest,
      constraint: { forced: () => forced.shift() },
    });
    const limits = { maxDrafts: 9, maxDepth: 9 };
    const first = await draftOnce(drafter, 1, limits);
    expect(Array.from(first.tree.tokens)).toEqual([1, 4, 5, 6]);
    expect(Array.from(first.chances)).toEqual([1, 1, 1, 1]);
    expect((await draftOnce(drafter, 1, limits)).tree.size).toBe(1);
    expect(Array.from((await draftOnce(drafter, 1, limits)).tree.tokens)).toEqual([1, 7]);
    drafter.begin(Int32Array.of(1), plainDraftRequest);
    expect((await draftOnce(drafter, 1, limits)).tree.size).toBe(1);
  });

  it("spells held bytes in one pass where tokens are bytes, without a change of the text", async () => {
    const vocabulary = new PieceVocabulary({
      marks: ["<end>"],
      pieces: Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
    });
    const held = new TextEncoder().encode("const x");
    const request = {
      constraint: heldBytes(held, vocabulary, new TokenIndex(vocabulary)),
      numHeldBytes: held.length,
      maxTokens: 10,
    };
    const decode = (strategy: typeof autoregressive): ReturnType<typeof decodeOnce> =>
      decodeOnce(
        new FakeModel({ vocabSize: 257, logitsOf: hashLogits({ seed: 2, vocabSize: 257 }) }),
        { ...request, strategy },
        { vocabulary },
      );
    const plain = await decode(autoregressive);
    const limits = { maxDrafts: 16, maxDepth: 16 };
    const drafted = await decode(strategyOf("forced", () => new ForcedTokens(), limits));
    expect(drafted.tokens).toEqual(plain.tokens);
    expect(Array.from(plain.tokens.slice(0, 7), (token) => token - 1)).toEqual(Array.from(held));
    // The held bytes and one token behind them; then one each.
    expect(drafted.stats.numPasses).toBe(1 + 2);
    expect(plain.stats.numPasses).toBe(10);
  });
});
