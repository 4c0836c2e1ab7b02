import { expect, it } from "vitest";
import { BracketContext } from "../../../src/core/constrain/bracketContext";
import { closingsOf } from "../../../src/core/constrain/closings";
import { cursorIn } from "../../support/cursorIn";

it.each([
  ["ts", "|", "f(a)", []],
  ["ts", "|", "f(a, () => {", ["})", "});", "}),"]],
  ["ts", "|", "if (a) {\n  f([", ["])}", "])};", "])},"]],
  ["ts", "|", "f(", [")", "x)", ");", "x);", "),", "x),"]],
  // The bracket does not end its line, so what it holds stands there.
  ["ts", "|", "f(a, b", []],
  // What the suffix leaves open around it is closed with it.
  ["ts", "f(|", "() => {", ["})", "});", "}),"]],
  ["ts", "f(|)", "() => {", ["}", "};", "},"]],
  // So is what lines above have opened, and the suffix does not close.
  ["ts", "if (a) {\n  |", "f()", ["}", "};", "},"]],
  ["ts", "if (a) {\n  |\n}", "f()", []],
  ["ts", "if (a) {\n  f(|", "b", ["}", "};", "},"]],
  ["ts", "if (a) {\n  |", "f({", ["})}", "})};", "})},"]],
  // The cursor's line is the suggestion's to close.
  ["ts", "f(|", "a", []],
  ["ts", "|", "// {", []],
  ["ts", "|", "'{", []],
  ["ts", "|", "case a:", []],
  ["py", "|", "if a:", [" pass"]],
])("%s: behind %j with %j", (extension, place, text, expected) => {
  const context = BracketContext.at(cursorIn(place, `file.${extension}`));
  expect(context && closingsOf(text, context)).toEqual(expected);
});
