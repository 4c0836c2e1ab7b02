import { describe, expect, it } from "vitest";
import { ExactHealing } from "../../../src/core/heal/exactHealing";
import { CachedEncoder } from "../../../src/core/tokens/cachedEncoder";
import { decodeUtf8 } from "../../../src/core/tokens/utf8";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const healer = (): ExactHealing => new ExactHealing(vocabulary, new CachedEncoder(vocabulary));

/** The covers of a plan as texts, the last token behind a bar. */
function coversOf(prefix: string): string[] {
  const { covers } = healer().plan(prefix);
  const textOf = (tokens: readonly number[]): string =>
    tokens.map((token) => decodeUtf8(vocabulary.bytesOf(token))).join("·");
  return (covers?.covers(Infinity) ?? []).map(
    ({ node, token }) => `${textOf(covers?.tokensOf(node) ?? [])}|${textOf([token])}`,
  );
}

describe("ExactHealing", () => {
  it("finds all ways to spell a word that is being typed", () => {
    // "retur" is made before a blank can join it; " retu" and " return" take theirs.
    expect(coversOf("x = foo; retu")).toEqual(["| retu", "| return", " |retur"]);
    // In " returex" the second "re" is made before " retu" could take its "r".
    const behindRetu = ["re", "retu", "retur", "return"].map((token) => ` retu|${token}`);
    expect(coversOf("x = foo; retur")).toEqual(["| return", " |retur", ...behindRetu]);
    expect(coversOf("(con")).toContain("(|cons");
    expect(coversOf("(con")).toContain("(·co|n");
    expect(coversOf("(con")).not.toContain("(·co|ns");
  });

  it("finds the blank that may go to the next word", () => {
    const covers = coversOf("return;\n    ");
    expect(covers).toContain("|    ");
    expect(covers).toContain("  · | return");
  });

  it("has nothing to choose where the text has one spelling only", () => {
    const { tokens, held, covers } = healer().plan("foo ü");
    expect(covers).toBeUndefined();
    expect(held).toHaveLength(0);
    expect(tokens).toEqual(vocabulary.encode("foo ü"));
  });

  it("holds nothing when nothing stands before the cursor", () => {
    const { tokens, held, covers } = healer().plan("");
    expect([tokens.length, held.length, covers]).toEqual([0, 0, undefined]);
  });

  it("plans the same whatever it planned before", () => {
    const warm = healer();
    const texts = ["foo(co", "foo(con", "foo(con, re", "foo(con, ret", "foo(con", "    ", "x    "];
    for (const text of texts) {
      const { tokens, held } = warm.plan(text);
      const cold = healer().plan(text);
      expect({ tokens, held }).toEqual({ tokens: cold.tokens, held: cold.held });
    }
  });
});
