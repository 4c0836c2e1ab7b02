import { describe, expect, it } from "vitest";
import { languageNames, languageOf } from "../../../src/cli/measure/languageOf";

describe("languageOf", () => {
  it.each([
    ["src/a.ts", "TypeScript"],
    ["a.d.mts", "TypeScript"],
    ["App.TSX", "TypeScript"],
    ["lib/a.cjs", "JavaScript"],
    ["a.jsx", "JavaScript"],
    ["a.test.py", "Python"],
    ["a.go", "other"],
    ["Makefile", "other"],
  ])("of %s is %s, and reports know it", (file, language) => {
    expect(languageOf(file)).toBe(language);
    expect(languageNames).toContain(language);
  });
});
