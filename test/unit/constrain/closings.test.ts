import { expect, it } from "vitest";
import { closingsAt } from "../../../src/core/constrain/closings";
import { cursorIn } from "../../support/cursorIn";

it.each([
  ["ts", "|", "f(a)", []],
  ["ts", "|", "f(a, () => {", ["})", "});", "x})", "x});"]],
  ["ts", "|", "if (a) {\n  f([", ["])}", "])};", "x])}", "x])};"]],
  // The bracket does not end its line, so what it holds stands there.
  ["ts", "|", "f(a, b", []],
  // What the suffix leaves open around it is closed with it.
  ["ts", "f(|", "() => {", ["})", "});", "x})", "x});"]],
  ["ts", "f(|)", "() => {", ["}", "};", "x}", "x};"]],
  ["ts", "if (a) {\n  |", "f({", ["})}", "})};", "x})}", "x})};"]],
  // The user's own openers are the suffix's affair.
  ["ts", "f(|", "a", []],
  ["ts", "|", "// {", []],
  ["ts", "|", "'{", []],
  ["ts", "|", "case a:", []],
  ["py", "|", "if a:", [" pass"]],
  ["py", "|", "f(", [")", ");", "x)", "x);"]],
  ["txt", "|", "f(", []],
])("%s: behind %j with %j", (extension, place, text, expected) => {
  expect(closingsAt(cursorIn(place, `file.${extension}`))(text)).toEqual(expected);
});
