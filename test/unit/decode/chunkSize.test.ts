import { describe, expect, it } from "vitest";
import { TimedChunks } from "../../../src/core/decode/chunkSize";

/** Sizes of the next chunks on a machine where a pass takes `baseMs` and `perTokenMs` for each token. */
function sizes(num: number, baseMs: number, perTokenMs: number): readonly number[] {
  const chunks = new TimedChunks(50);
  return Array.from({ length: num }, () => {
    const { numTokens } = chunks;
    chunks.took(numTokens, baseMs + perTokenMs * numTokens);
    return numTokens;
  });
}

describe("TimedChunks", () => {
  it("grow until they take as long as they may", () => {
    const found = sizes(12, 2, 1).at(-1) ?? 0;
    expect(found).toBeGreaterThan(40);
    expect(2 + found).toBeLessThanOrEqual(50);
  });

  it("never double or halve more than once a chunk, and end at 128", () => {
    expect(sizes(6, 0, 0.01)).toEqual([8, 16, 32, 64, 128, 128]);
  });

  it("have at least four tokens on a machine where one takes too long", () => {
    expect(sizes(4, 60, 10)).toEqual([8, 4, 4, 4]);
  });

  it("shrink when the machine gets busy", () => {
    const chunks = new TimedChunks(50);
    chunks.took(8, 25);
    expect(chunks.numTokens).toBe(16);
    chunks.took(16, 200);
    expect(chunks.numTokens).toBe(8);
  });

  it("learn nothing from the short rest of a prompt", () => {
    const chunks = new TimedChunks(50);
    chunks.took(2, 1);
    expect(chunks.numTokens).toBe(8);
  });
});
