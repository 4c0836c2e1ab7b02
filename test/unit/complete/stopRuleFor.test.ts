import { describe, expect, it } from "vitest";
import { stopRuleFor } from "../../../src/core/complete/stopRuleFor";
import { cutBy } from "../../support/cutBy";

describe("stopRuleFor a line", () => {
  it.each([
    ["  ret|", "urn;\nx", "urn;"],
    ["  return;|", "\n  more();\nx", "\n  more();"],
    ["  |", "\nx\n", ""],
    ["  f(|)", "\nx\n", ""],
    ["a\n  |\n  return x;\n}", "  return x;\n", "  return x;"],
    ["a\n  |\n  return x;\n}", "return x;\n", ""],
  ])("at %j cuts %j to %j", (place, text, expected) => {
    const [prefix = "", suffix = ""] = place.split("|");
    expect(cutBy(stopRuleFor({ prefix, suffix, shape: "line" }), text)).toBe(expected);
  });
});

describe("stopRuleFor a block", () => {
  it.each([
    ["if (x) {\n  |\n}", "a();\n  b();\n}\n", "a();\n  b();"],
    ["if (x) {\n  |", "a();\n}\nb();\n", "a();\n}"],
    ["  if (x) {|\n  }", "\n    a();\n  }\n", "\n    a();"],
    ["  if (x) {|\n  rest();", "\n    a();\n  }\n  rest();\n", "\n    a();\n  }"],
    ["def f(x):\n    |\n\ndef g():", "return x\n\ndef h():", "return x"],
    ["def f(x):\n    |\nx = 1", "y = 2\nx = 3", "y = 2"],
    ["\t\t|\n\t}", "a();\n\t\tb();\n\tc();", "a();\n\t\tb();"],
  ])("at %j cuts %j to %j", (place, text, expected) => {
    const [prefix = "", suffix = ""] = place.split("|");
    expect(cutBy(stopRuleFor({ prefix, suffix, shape: "block" }), text)).toBe(expected);
  });
});
