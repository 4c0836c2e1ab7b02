import { describe, expect, it } from "vitest";
import { suffixReached } from "../../../src/core/decode/stopRules/suffixReached";
import { cutBy } from "../../support/cutBy";

describe("suffixReached", () => {
  it.each([
    ["a line like the one below", "foo();\n  return x;\n", "foo();"],
    ["blanks at its end", "foo();\n  return x;  \nmore", "foo();"],
    ["blank lines before it", "foo();\n\n   \n  return x;\n", "foo();"],
    ["the cursor's line itself", "return x;\n", ""],
    ["nothing but blank lines before it", "\n\n  return x;\n", ""],
  ])("cuts %s", (_, text, expected) => {
    expect(cutBy(suffixReached("  ", "  return x;"), text)).toBe(expected);
  });

  it.each([
    ["an unfinished line", "foo();\n  return x;"],
    ["another indentation", "foo();\n    return x;\n"],
    ["a longer line", "foo();\n  return x;}\n"],
    ["a line that only ends so", "return return x;\n"],
  ])("lets pass %s", (_, text) => {
    expect(cutBy(suffixReached("  ", "  return x;"), text)).toBeUndefined();
  });

  it("compares the cursor's line with what stands before the cursor", () => {
    expect(cutBy(suffixReached("  retu", "  return x; "), "rn x;\n")).toBe("");
    expect(cutBy(suffixReached("  a.retu", "  return x;"), "rn x;\n")).toBeUndefined();
  });

  it("works on text beyond ASCII", () => {
    expect(cutBy(suffixReached("", "é(日本);"), "ö;\né(日本);\n")).toBe("ö;");
  });
});
