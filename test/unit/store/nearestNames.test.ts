import { describe, expect, it } from "vitest";
import { nearestNames } from "../../../src/store/resolve/nearestNames";

const names = ["foretype-seed", "ollama/qwen2.5-coder:1.5b", "qwen2.5-coder-0.5b", "phi", "a", "b"];

describe("nearestNames", () => {
  it.each([
    ["foretype-sede", "foretype-seed"],
    ["QWEN2.5-CODER:1.5B", "ollama/qwen2.5-coder:1.5b"],
    ["qwen2.5-coder-0.5", "qwen2.5-coder-0.5b"],
    ["pih", "phi"],
  ])("finds for %s first %s", (written, first) => {
    expect(nearestNames(written, names)[0]).toBe(first);
  });

  it("names no more than fit into a sentence", () => {
    expect(nearestNames("", names)).toHaveLength(5);
    expect(nearestNames("x", [])).toEqual([]);
  });
});
