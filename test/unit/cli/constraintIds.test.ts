import { expect, it } from "vitest";
import { constraintIds } from "../../../src/cli/options/constraintIds";

it.each([
  ["none", []],
  ["syntax", ["syntax"]],
  ["syntax, brackets", ["brackets", "syntax"]],
])("reads %j", (text, ids) => {
  expect(constraintIds(text)).toEqual(ids);
});

it.each(["", "none,syntax", "magic"])("refuses %j", (text) => {
  expect(() => constraintIds(text)).toThrow("there is no constraint");
});
