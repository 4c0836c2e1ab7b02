import { describe, expect, it } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../../src/core/tokens/utf8";
import { fitContext } from "../../../src/core/complete/contextBudget";

/** A word, a blank run and a mark are a token each, roughly like code. */
const count = (text: string): number => text.match(/\w+|[^\w\s]|\n|[ \t]+/gu)?.length ?? 0;

const counters = { prefix: count, suffix: count };

const line = (index: number): string =>
  `  const value${String(index)} = compute(${String(index)});\n`;
const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => line(from + i)).join("");

describe("fitContext", () => {
  it("shows all of a document that fits", () => {
    const whole = { prefix: lines(0, 5), suffix: lines(5, 8) };
    expect(fitContext(whole, 600, counters)).toEqual(whole);
  });

  it("gives the suffix a quarter, in whole lines, and the prefix the rest", () => {
    const whole = { prefix: lines(0, 500), suffix: lines(500, 1000) };
    const { prefix, suffix } = fitContext(whole, 400, counters);
    expect(count(suffix)).toBeLessThanOrEqual(100);
    expect(count(suffix)).toBeGreaterThan(50);
    expect(whole.suffix.startsWith(suffix)).toBe(true);
    expect(suffix.endsWith("\n")).toBe(true);
    expect(whole.prefix.endsWith(prefix)).toBe(true);
    expect(prefix).toMatch(/^ {2}const value/);
    expect(count(prefix) + count(suffix)).toBeLessThanOrEqual(400);
    expect(count(prefix)).toBeGreaterThan(180);
  });

  it("gives the prefix what the suffix leaves", () => {
    const withSuffix = fitContext({ prefix: lines(0, 500), suffix: lines(0, 500) }, 400, counters);
    const without = fitContext({ prefix: lines(0, 500), suffix: "" }, 400, counters);
    expect(without.suffix).toBe("");
    expect(count(without.prefix)).toBeGreaterThan(count(withSuffix.prefix));
  });

  it("moves the prefix's start in jumps while the user types", () => {
    const text = lines(0, 140);
    const starts = new Set<number>();
    for (let cursor = text.length - 1000; cursor <= text.length; cursor++) {
      const { prefix } = fitContext({ prefix: text.slice(0, cursor), suffix: "" }, 400, counters);
      starts.add(cursor - prefix.length);
    }
    // A stretch is a quarter of about 1,400 characters.
    expect(starts.size).toBeLessThanOrEqual(4);
    expect(starts.size).toBeGreaterThan(1);
  });

  it.each([
    ["one line of code", "a=b(c,d);".repeat(100_000)],
    ["one line of letters beyond ASCII", "日本語".repeat(100_000)],
    ["line breaks", "\n".repeat(300_000)],
    ["pairs of surrogates", "😀".repeat(100_000)],
  ])("cuts %s without reading all of it, and never inside a character", (_, text) => {
    let numRead = 0;
    const countUnits = (part: string): number => {
      numRead += part.length;
      return Math.ceil(part.length * 0.7);
    };
    const { prefix, suffix } = fitContext({ prefix: text, suffix: text }, 400, {
      prefix: countUnits,
      suffix: countUnits,
    });
    expect(countUnits(prefix) + countUnits(suffix)).toBeLessThanOrEqual(400);
    expect(prefix.length).toBeGreaterThan(150);
    expect(suffix.length).toBeGreaterThan(50);
    // Half a character would come back as U+FFFD.
    expect(decodeUtf8(encodeUtf8(prefix + suffix))).toBe(prefix + suffix);
    expect(numRead).toBeLessThan(30_000);
  });

  it.each([0, 1, 7])("keeps to a budget of %d tokens", (maxTokens) => {
    const { prefix, suffix } = fitContext(
      { prefix: lines(0, 9), suffix: lines(9, 18) },
      maxTokens,
      counters,
    );
    expect(count(prefix) + count(suffix)).toBeLessThanOrEqual(maxTokens);
  });
});
