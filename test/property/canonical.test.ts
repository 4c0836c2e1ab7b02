import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { begins, randomPairs, realPairs } from "../support/canonicalPairs";
import { withoutLookahead } from "../support/mutants/withoutLookahead";
import { seededRandom } from "../support/randomTree";
import { fixture, tokenizers } from "../support/tokenizers";

/** Few, as each is checked by dozens of encodings; test/bench/canonicalPairs.ts takes 100,000. */
const numPairs = 120;

/** Pairs in context that `judge` judges unlike encoding with `vocabulary` does, and how many it takes and refuses. */
function compare(
  vocabulary: Vocabulary,
  judge: Pick<Vocabulary, "writes">,
): { readonly wrong: readonly string[]; readonly numWritten: number } {
  const wrong: string[] = [];
  let numWritten = 0;
  const pairs = randomPairs(vocabulary, seededRandom(2));
  for (let i = 0; i < numPairs; i++) {
    const { left, token } = pairs.next().value;
    const isWritten = begins(vocabulary, [...left, token]);
    if (isWritten) numWritten++;
    if (judge.writes(left, token) !== isWritten) wrong.push(spell(vocabulary, [...left, token]));
  }
  return { wrong, numWritten };
}

function spell(vocabulary: Vocabulary, tokens: readonly number[]): string {
  return tokens
    .map((token) => JSON.stringify(Buffer.from(vocabulary.bytesOf(token)).toString("latin1")))
    .join(" ");
}

describe.each(Object.entries(tokenizers))("with the tokenizer %s", (_, open) => {
  const vocabulary = open();

  it("writes behind its own tokens what it wrote", () => {
    const wrong: string[] = [];
    const pairs = realPairs(vocabulary, seededRandom(1));
    for (let i = 0; i < 4 * numPairs; i++) {
      const { left, token } = pairs.next().value;
      if (!vocabulary.writes(left, token)) wrong.push(spell(vocabulary, [...left, token]));
    }
    expect(wrong).toEqual([]);
  });

  it("writes behind its own tokens what some text's tokens go on with, and nothing else", () => {
    const { wrong, numWritten } = compare(vocabulary, vocabulary);
    expect(wrong).toEqual([]);
    expect(numWritten).toBeGreaterThan(numPairs / 20);
    expect(numWritten).toBeLessThan((numPairs * 19) / 20);
  });

  it("a sequence begins some text's tokens exactly if each is written behind those before", () => {
    const short = shortTokens(vocabulary);
    const random = seededRandom(3);
    const wrong: string[] = [];
    let numWritten = 0;
    for (let i = 0; i < numPairs / 2; i++) {
      const tokens = Array.from({ length: 2 + (i % 3) }, () =>
        at(short, Math.floor(random() * short.length)),
      );
      const isWritten = tokens.every((token, place) =>
        vocabulary.writes(tokens.slice(0, place), token),
      );
      if (isWritten) numWritten++;
      if (isWritten !== begins(vocabulary, tokens)) wrong.push(spell(vocabulary, tokens));
    }
    expect(wrong).toEqual([]);
    expect(numWritten).toBeGreaterThan(0);
  });
});

/** Tokens that pre-tokenisers are particular about, and parts of characters. */
function shortTokens(vocabulary: Vocabulary): readonly number[] {
  const inner = Array.from(Buffer.from("日é😀\u2003", "latin1"));
  const ids = Array.from({ length: vocabulary.size }, (_, token) => token);
  return ids.filter((token) => {
    const bytes = vocabulary.bytesOf(token);
    const isShort = bytes.length > 0 && bytes.length <= 3;
    const isPart =
      bytes.every((byte) => byte >= 0x80) && bytes.some((byte) => inner.includes(byte));
    return isShort && (/^[ \n'1-3alsA;]+$/.test(Buffer.from(bytes).toString("latin1")) || isPart);
  });
}

it("the same proof refuses a test that cuts without looking ahead", () => {
  const { vocabulary, mutant } = withoutLookahead(fixture("qwen-like"));
  const { wrong } = compare(vocabulary, mutant);
  expect(wrong.length).toBeGreaterThan(0);
});
