import { describe, expect, it } from "vitest";
import { TokenHealing } from "../../../src/core/heal/tokenHealing";
import { CachedEncoder } from "../../../src/core/tokens/cachedEncoder";
import { decodeUtf8 } from "../../../src/core/tokens/utf8";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const healer = new TokenHealing(vocabulary, new CachedEncoder(vocabulary));

describe("TokenHealing", () => {
  it("takes one token back and holds the model to its bytes", () => {
    const { tokens, held, constraint } = healer.plan("  x = foo(cons");
    expect(tokens).toEqual(vocabulary.encode("  x = foo("));
    expect(decodeUtf8(held)).toBe("cons");
    const [cons = -1] = vocabulary.encode("cons");
    const [other = -1] = vocabulary.encode("let");
    expect(constraint.admits(constraint.start(), cons)).toBe(true);
    expect(constraint.admits(constraint.start(), other)).toBe(false);
  });

  it("holds nothing when nothing stands before the cursor", () => {
    const { tokens, held, constraint } = healer.plan("");
    expect(tokens).toHaveLength(0);
    expect(held).toHaveLength(0);
    expect(constraint.isFree(constraint.start())).toBe(true);
  });
});
