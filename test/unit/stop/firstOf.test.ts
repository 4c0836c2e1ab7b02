import { expect, it } from "vitest";
import { noStop, type Stop, type StopRule } from "../../../src/core/decode/stopRule";
import { firstOf } from "../../../src/core/decode/stopRules/firstOf";

const text = new Uint8Array(9);
const always = (stop: Stop): StopRule => ({ check: () => stop });
const early: Stop = { length: 2, reason: "lineEnd" };
const late: Stop = { length: 5, reason: "blockEnd" };

it.each([
  ["no rule", [], undefined],
  ["none that stops", [noStop, noStop], undefined],
  ["the one that stops", [noStop, always(late)], late],
  ["the earlier stop", [always(late), always(early)], early],
  [
    "the earlier rule at one place",
    [always(early), always({ ...early, reason: "blockEnd" })],
    early,
  ],
])("follows %s", (_, rules, expected) => {
  expect(firstOf(rules).check(text, 0)).toEqual(expected);
});
