import { expect, it } from "vitest";
import { draftReference } from "../../../src/core/decode/draftReference";

it.each([
  ["qwen", "draft-model", undefined, "foretype-seed"],
  ["qwen", "draft-model", "smollm", "smollm"],
  ["qwen", "token-recycling", "smollm", "smollm"],
  ["qwen", "token-recycling", undefined, undefined],
  ["qwen", undefined, undefined, undefined],
  ["foretype-seed", "draft-model", undefined, undefined],
])("for %s under the strategy %s with %s named, %s drafts", (model, strategy, named, expected) => {
  expect(draftReference({ named, model, strategy })).toBe(expected);
});
