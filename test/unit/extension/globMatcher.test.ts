import { describe, expect, it } from "vitest";
import { GlobMatcher } from "../../../src/extension/globMatcher";

describe("GlobMatcher", () => {
  it.each([
    ["*.min.js", "a.min.js", true],
    ["*.min.js", "src/b/a.min.js", true],
    ["*.min.js", "a.js", false],
    ["vendor", "vendor/a/b.ts", true],
    ["vendor", "src/vendor/b.ts", true],
    ["vendor/", "src/vendor/b.ts", true],
    ["vendor", "src/vendors.ts", false],
    ["/vendor", "vendor/a.ts", true],
    ["/vendor", "src/vendor/a.ts", false],
    ["docs/**", "docs/a/b.md", true],
    ["docs/**", "src/docs/b.md", false],
    ["**/docs/*.md", "src/docs/b.md", true],
    ["src/{a,b}/*.ts", "src/b/c.ts", true],
    ["src/?.ts", "src/a.ts", true],
    ["src/[ab].ts", "src/c.ts", false],
    [".env*", "a/.env.local", true],
    ["**", "a", true],
    ["", "a", false],
    ["/", "a", false],
    ["[", "a", false],
    ["a".repeat(70_000), "a", false],
  ])("%.20s and %s: %s", (pattern, path, expected) => {
    const matcher = new GlobMatcher();
    expect(matcher.matches(pattern, path)).toBe(expected);
    expect(matcher.matches(pattern, path)).toBe(expected);
  });

  it("takes the forms of regular expressions for what they are written as", () => {
    const matcher = new GlobMatcher();
    expect(matcher.matches("+(a)", "aa")).toBe(false);
    expect(matcher.matches("+(+(+(a)))b", "a".repeat(200))).toBe(false);
  });
});
