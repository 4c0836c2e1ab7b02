import { describe, expect, it } from "vitest";
import { BackUpHealer } from "../../../src/core/heal/backUpHealer";
import { CachedEncoder } from "../../../src/core/tokens/cachedEncoder";
import { decodeUtf8 } from "../../../src/core/tokens/utf8";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const healer = new BackUpHealer(vocabulary, new CachedEncoder(vocabulary));

describe("BackUpHealer", () => {
  it("holds the first tokens to what the user has typed of a word", () => {
    const { tokens, held, constraint } = healer.plan("  x = foo(const");
    expect(tokens).toEqual(vocabulary.encode("  x = foo"));
    expect(decodeUtf8(held)).toBe("(const");
    const [opener = -1, cons = -1] = vocabulary.encode("(cons");
    const [other = -1] = vocabulary.encode("let");
    const state = constraint.next(constraint.start(), opener);
    expect(constraint.admits(state, cons)).toBe(true);
    expect(constraint.admits(state, other)).toBe(false);
  });

  it("holds nothing when nothing stands before the cursor", () => {
    const { tokens, held, constraint } = healer.plan("");
    expect(tokens).toHaveLength(0);
    expect(held).toHaveLength(0);
    expect(constraint.isFree(constraint.start())).toBe(true);
  });
});
