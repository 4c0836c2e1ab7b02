import { expect, it } from "vitest";
import type { Stop, StopRule } from "../../../src/core/decode/stopRule";
import { firstOf } from "../../../src/core/decode/stopRules/firstOf";

const text = new Uint8Array(9);
const always = (stop: Stop): StopRule => ({ check: () => stop });
const never: StopRule = { check: () => undefined };
const early: Stop = { length: 2, reason: "lineEnd" };
const late: Stop = { length: 5, reason: "blockEnd" };

it.each([
  ["no rule", [], undefined],
  ["none that stops", [never, never], undefined],
  ["the one that stops", [never, always(late)], late],
  ["the earlier stop", [always(late), always(early)], early],
  [
    "the earlier rule at one place",
    [always(early), always({ ...early, reason: "blockEnd" })],
    early,
  ],
])("follows %s", (_, rules, expected) => {
  expect(firstOf(rules).check(text, 0)).toEqual(expected);
});
