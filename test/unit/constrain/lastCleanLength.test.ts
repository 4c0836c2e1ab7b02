import { expect, it } from "vitest";
import { lastCleanLength } from "../../../src/core/constrain/lastCleanLength";
import type { TextRule } from "../../../src/core/constrain/textRule";

/** No text that begins with `!` further in, and no end that is not one of these. */
function endsIn(...ends: readonly string[]): TextRule {
  return {
    admits: (text) => !text.slice(1).includes("!"),
    mayEnd: (text) => ends.some((end) => text.endsWith(end)),
  };
}

it.each([
  ["all of it", "a(b)", [], "a(b)"],
  ["all of it, where it may end", "a(b)", [endsIn(")")], "a(b)"],
  ["up to a sign", "a(b) + c(", [endsIn(")")], "a(b)"],
  ["up to a word, and not into one", "ab + cab", [endsIn("a", "+")], "ab +"],
  ["not up to a blank", "a + b", [endsIn(" ", "a")], "a"],
  ["up to an earlier line", "a;\nb;\nc(", [endsIn("b;", "a")], "a;\nb;"],
  ["and not into an earlier line", "a(b\nc(", [endsIn("a")], ""],
  ["what all rules agree on", "a; b) c", [endsIn(";", ")"), endsIn(";")], "a;"],
  ["what may be begun with", "a!;", [endsIn(";", "a")], "a"],
  ["nothing", "abc", [endsIn(";")], ""],
])("keeps %s", (_, text, rules, kept) => {
  expect(text.slice(0, lastCleanLength(text, rules))).toBe(kept);
});
