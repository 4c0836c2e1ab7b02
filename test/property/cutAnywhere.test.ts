import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { CoverTree } from "../../src/core/heal/coverTree";
import { stableBoundary } from "../../src/core/heal/stableBoundary";
import { TokenIndex } from "../../src/core/tokens/tokenIndex";
import { encodeUtf8 } from "../../src/core/tokens/utf8";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { modelsFolder } from "../support/seedModel";
import { seedVocabulary } from "../support/seedVocabulary";

/** Files of a few lines have little to be cut in. */
const leastBytes = 400;

/** The 200 smallest of this repository's sources, but for those of a few lines: at each of their bytes a text is cut. */
function sources(): string[] {
  const root = path.join(modelsFolder, "..");
  const files = ["src", "test", ".ci"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:ts|mjs|py|json|md)$/.test(name) && !name.includes("node_modules"))
      .map((name) => path.join(root, folder, name)),
  );
  const bySize = files
    .map((file) => ({ file, size: statSync(file).size }))
    .filter(({ size }) => size >= leastBytes);
  bySize.sort((a, b) => a.size - b.size || (a.file < b.file ? -1 : 1));
  return bySize.slice(0, 200).map(({ file }) => readFileSync(file, "utf8"));
}

interface Cut {
  /** Bytes before the cut. */
  readonly place: number;
  /** The file's tokens. */
  readonly tokens: Int32Array;
  /** [n + 1] byte at which each token begins, and the end. */
  readonly starts: readonly number[];
}

/**
 * The exact law at a cut adds up over all covers: a file's own tokens must be one of them, whatever is cut. That is so if its
 * tokens do not move before the boundary, and each behind it is one that the tokenizer writes there.
 */
function faultAt(cut: Cut, boundary: number, vocabulary: Vocabulary): string | undefined {
  const { tokens, starts, place } = cut;
  const first = starts.indexOf(boundary);
  if (first < 0) return "the boundary is inside a token";
  const path: number[] = [];
  for (let i = first; i < tokens.length && at(starts, i) < place; i++) {
    const token = at(tokens, i);
    if (!vocabulary.writes(path, token)) return `token ${String(i)} is no way to go on`;
    path.push(token);
  }
  return undefined;
}

describe("a text cut at any byte", () => {
  const vocabulary = seedVocabulary();
  const texts = sources();

  it("has the file's own tokens among its covers, in 200 files", { timeout: 900_000 }, () => {
    let numCuts = 0;
    for (const text of texts) {
      const tokens = vocabulary.encode(text);
      const starts = [0];
      for (const token of tokens) {
        starts.push(at(starts, starts.length - 1) + vocabulary.bytesOf(token).length);
      }
      let numBytes = 0;
      let numUnits = 0;
      let known = 0;
      for (const character of text) {
        // A cut inside a character has the boundary of a cut before it.
        const prefix = text.slice(0, numUnits);
        const found = stableBoundary(prefix, vocabulary, known);
        if (found.isProven) known = found.index;
        if (numUnits % 19 === 0) {
          expect(stableBoundary(prefix, vocabulary)).toEqual(found);
        }
        const boundary = encodeUtf8(text.slice(0, found.index)).length;
        const length = encodeUtf8(character).length;
        for (let place = numBytes; place < numBytes + length; place++) {
          const fault = faultAt({ place, tokens, starts }, boundary, vocabulary);
          if (fault !== undefined) {
            expect.fail(`${fault} behind ${JSON.stringify(prefix.slice(-80))}`);
          }
          numCuts += 1;
        }
        numBytes += length;
        numUnits += character.length;
      }
    }
    expect(texts).toHaveLength(200);
    expect(numCuts).toBeGreaterThan(100_000);
  });

  it("finds that cover in the tree", () => {
    const index = new TokenIndex(vocabulary);
    for (const text of texts.slice(0, 40)) {
      const tokens = vocabulary.encode(text);
      for (let cut = 5; cut < text.length; cut += 61) {
        const boundary = stableBoundary(text.slice(0, cut), vocabulary).index;
        const held = encodeUtf8(text.slice(boundary, cut));
        const covers = new CoverTree(held, { vocabulary, index });
        const own: number[] = [];
        let numBytes = 0;
        const first = vocabulary.encode(text.slice(0, boundary)).length;
        for (let i = first; numBytes < held.length; i++) {
          own.push(at(tokens, i));
          numBytes += vocabulary.bytesOf(at(tokens, i)).length;
        }
        const node = Array.from({ length: covers.size }, (_, n) => n).find(
          (n) => covers.tokensOf(n).join() === own.slice(0, -1).join(),
        );
        const last = at(own, own.length - 1);
        expect(node).toBeDefined();
        expect(covers.candidatesOf(node ?? -1)).toContain(last);
        expect(covers.isCanonical(node ?? -1, last)).toBe(true);
      }
    }
  });
});
