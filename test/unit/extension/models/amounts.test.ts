import { describe, expect, it } from "vitest";
import {
  parametersInWords,
  shareInWords,
  sizeInWords,
} from "../../../../src/extension/models/amounts";

describe("amounts", () => {
  it.each([
    [0, "0.0 kB"],
    [9_940, "9.9 kB"],
    [13_644_664, "14 MB"],
    [491_400_064, "491 MB"],
    [999_600_000, "1.0 GB"],
    [1_117_320_768, "1.1 GB"],
    [23e9, "23 GB"],
  ])("%i bytes are %s", (bytes, words) => {
    expect(sizeInWords(bytes)).toBe(words);
  });

  it.each([
    [6_800_000, "6.8 M"],
    [494_000_000, "494 M"],
    [1_540_000_000, "1.5 B"],
  ])("%i parameters are %s", (number, words) => {
    expect(parametersInWords(number)).toBe(words);
  });

  it.each([
    [0, "0 %"],
    [0.001, "1 %"],
    [0.894, "89 %"],
    [0.999, "99 %"],
    [1, "100 %"],
    [1.5, "100 %"],
  ])("a share of %d is %s", (share, words) => {
    expect(shareInWords(share)).toBe(words);
  });
});
