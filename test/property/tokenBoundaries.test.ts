import { describe, expect, it } from "vitest";
import { stableBoundary } from "../../src/core/heal/stableBoundary";
import { CachedEncoder } from "../../src/core/tokens/cachedEncoder";
import { drawText } from "../support/canonicalPairs";
import { seededRandom } from "../support/randomTree";
import { tokenizers } from "../support/tokenizers";

const numTexts = 80;

describe.each(Object.entries(tokenizers))("with the tokenizer %s", (_, open) => {
  const vocabulary = open();
  const draw = (numParts: number, random: () => number, end = ""): string =>
    Array.from({ length: numParts }, () => drawText(random) + (random() < 0.4 ? end : "")).join("");

  it("tokens before a stable boundary stay, whatever is typed", () => {
    const random = seededRandom(4);
    const moved: string[] = [];
    let numCut = 0;
    for (let i = 0; i < numTexts; i++) {
      const text = draw(1 + (i % 3), random);
      const { index: boundary, isProven } = stableBoundary(text, vocabulary);
      if (!isProven || boundary === 0) continue;
      numCut++;
      const before = vocabulary.encode(text.slice(0, boundary));
      const typed = drawText(random);
      const whole = vocabulary.encode(text + typed);
      if (!before.every((token, place) => whole[place] === token)) {
        moved.push(JSON.stringify([text, boundary, typed]));
      }
    }
    expect(moved).toEqual([]);
    expect(numCut).toBeGreaterThan(numTexts / 2);
  });

  it("text encoded in pieces has the tokens of the whole", () => {
    const random = seededRandom(5);
    const encoder = new CachedEncoder(vocabulary);
    for (let i = 0; i < numTexts; i++) {
      const text = draw(8, random, "\n");
      expect(encoder.encode(text)).toEqual(vocabulary.encode(text));
    }
  });
});
