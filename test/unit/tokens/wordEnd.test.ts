import { expect, it } from "vitest";
import { isWordEnd } from "../../../src/core/tokens/wordEnd";

it.each([
  ["foo|.bar", true],
  ["foo| bar", true],
  ["foo|\n", true],
  ["foo|_bar", true],
  ["42|;", true],
  ["fo|o", false],
  ["v|2", false],
  ["foo.|bar", false],
  ["don|'t", false],
  ["foo|é", false],
  ["é|.", false],
  ["|.", false],
  ["foo|", false],
])("%s: %s", (marked, expected) => {
  expect(isWordEnd(marked.replace("|", ""), marked.indexOf("|"))).toBe(expected);
});
