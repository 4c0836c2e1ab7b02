import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { TokenIndex } from "../../src/core/tokens/tokenIndex";
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
    // Some are refused; how many depends on the texts, which are this repository's own.
    expect(numWritten).toBeLessThan(numPairs);
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

it.each(Object.entries(tokenizers))(
  "with the tokenizer %s some of many tokens are written exactly if one of them is",
  (_, open) => {
    const vocabulary = open();
    if (vocabulary.writesSome === undefined) return;
    const index = new TokenIndex(vocabulary);
    const drawn = drawBeginnings(vocabulary, seededRandom(6));
    const wrong: string[] = [];
    let numWritten = 0;
    for (let i = 0; i < 3 * numPairs; i++) {
      const { left, bytes } = drawn.next().value;
      const tokens = index.withPrefix(bytes);
      const isWritten = tokens.some((token) => vocabulary.writes(left, token));
      if (isWritten) numWritten++;
      if (vocabulary.writesSome(left, bytes, tokens) !== isWritten) {
        wrong.push(`${spell(vocabulary, left)} then ${Buffer.from(bytes).toString("latin1")}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(numWritten).toBeGreaterThan(numPairs / 4);
    expect(numWritten).toBeLessThan((11 * numPairs) / 4);
  },
);

/** Bytes behind tokens that the tokenizer wrote: the beginning of some token. */
function* drawBeginnings(
  vocabulary: Vocabulary,
  random: () => number,
): Generator<{ readonly left: readonly number[]; readonly bytes: Uint8Array }, never> {
  const short = shortTokens(vocabulary);
  for (const { left, token } of randomPairs(vocabulary, random)) {
    const drawn = random() < 0.5 ? token : at(short, Math.floor(random() * short.length));
    const bytes = vocabulary.bytesOf(drawn).subarray(0, 1 + Math.floor(random() * 3));
    const isSplit = random() < 0.5 && left.length > 0;
    yield { left: isSplit ? splitLast(vocabulary, left) : left, bytes };
  }
  throw new Error("there are always more");
}

/** The same text with its last token spelt by single bytes: seldom what the tokenizer writes. */
function splitLast(vocabulary: Vocabulary, left: readonly number[]): readonly number[] {
  const index = singleBytes(vocabulary);
  const last = vocabulary.bytesOf(at(left, left.length - 1));
  return [...left.slice(0, -1), ...Array.from(last, (byte) => index.get(byte) ?? 0)];
}

function singleBytes(vocabulary: Vocabulary): ReadonlyMap<number, number> {
  const ids = Array.from({ length: vocabulary.size }, (_, token) => token);
  const single = ids.filter((token) => vocabulary.bytesOf(token).length === 1);
  return new Map(single.map((token) => [at(vocabulary.bytesOf(token), 0), token]));
}

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
