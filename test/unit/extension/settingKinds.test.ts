import { describe, expect, it } from "vitest";
import {
  flag,
  numberBetween,
  oneOf,
  someOf,
  someText,
  switches,
  text,
  texts,
  wholeBetween,
} from "../../../src/extension/settingKinds";

describe("kinds of settings", () => {
  it.each([
    ["flag", flag(false), true],
    ["switches", switches({}), { typescript: false, markdown: "manual" }],
    ["no switches", switches({}), {}],
    ["one of", oneOf(["a", "b"], "a"), "b"],
    ["list of words", someOf(["a", "b"], ["a"]), ["a", "b"]],
    ["empty list", someOf(["a", "b"], ["a"]), []],
    ["least number", numberBetween(0, 2, 1), 0],
    ["most number", numberBetween(0, 2, 1), 2],
    ["fraction", numberBetween(0, 2, 1), 0.5],
    ["whole number", wholeBetween(0, 64, 0), 8],
    ["text", text(""), "/usr/bin/node"],
    ["text that is something", someText("seed"), "qwen"],
    ["list of texts", texts([]), ["/a", "/b"]],
  ])("take a %s as it is", (_name, kind, value) => {
    expect(kind.parse(value)).toEqual(value);
  });

  it.each([
    ["flag", flag(false), "true"],
    ["switches", switches({}), { typescript: "off" }],
    ["switches in a list", switches({}), [true]],
    ["null for switches", switches({}), null],
    ["one of", oneOf(["a", "b"], "a"), "c"],
    ["list", someOf(["a", "b"], ["a"]), ["a", "c"]],
    ["word for a list", someOf(["a", "b"], ["a"]), "a"],
    ["too small", numberBetween(0, 2, 1), -0.1],
    ["too big", numberBetween(0, 2, 1), 2.1],
    ["not a number", numberBetween(0, 2, 1), Number.NaN],
    ["number as text", numberBetween(0, 2, 1), "1"],
    ["fraction", wholeBetween(0, 64, 0), 1.5],
    ["text", text(""), 7],
    ["empty text", someText("seed"), " "],
    ["list of texts", texts([]), ["/a", 1]],
    ["text for a list of texts", texts([]), "/a"],
  ])("refuse a wrong %s", (_name, kind, value) => {
    expect(kind.parse(value)).toBeUndefined();
  });
});
