import { describe, expect, it } from "vitest";
import { begins, randomPairs, realPairs } from "../support/canonicalPairs";
import { seededRandom } from "../support/randomTree";
import { tokenizers } from "../support/tokenizers";

/** Few, as each is checked by dozens of encodings; test/bench/canonicalPairs.ts takes 100,000. */
const numPairs = 400;

describe.each(Object.entries(tokenizers))("with %s tokenizer", (_, open) => {
  const vocabulary = open();
  const spell = (tokens: readonly number[]): string =>
    tokens
      .map((token) => JSON.stringify(Buffer.from(vocabulary.bytesOf(token)).toString("latin1")))
      .join(" ");

  it("writes behind its own tokens what it wrote", () => {
    const wrong: string[] = [];
    let numLeft = 4 * numPairs;
    for (const { left, token } of realPairs(vocabulary, seededRandom(1))) {
      if (!vocabulary.writes(left, token)) wrong.push(spell([...left, token]));
      if (--numLeft === 0) break;
    }
    expect(wrong).toEqual([]);
  });

  it("writes behind its own tokens what some text's tokens go on with, and nothing else", () => {
    const wrong: string[] = [];
    const counts = [0, 0];
    let numLeft = numPairs;
    for (const { left, token } of randomPairs(vocabulary, seededRandom(2))) {
      const writes = vocabulary.writes(left, token);
      counts[writes ? 1 : 0]++;
      if (writes !== begins(vocabulary, [...left, token])) {
        wrong.push(`${writes ? "writes" : "denies"} ${spell([...left, token])}`);
      }
      if (--numLeft === 0) break;
    }
    expect(wrong).toEqual([]);
    expect(Math.min(...counts)).toBeGreaterThan(numPairs / 20);
  });
});
