import { describe, expect, it } from "vitest";
import { typedLength } from "../../../../src/extension/usage/typedLength";
import { anEdit, insertion } from "../../../support/usageFixtures";

describe("typedLength", () => {
  it("counts what a key adds, an indented line included", () => {
    expect(typedLength(insertion(3, "x"))).toBe(1);
    expect(typedLength(insertion(3, "\r\n    "))).toBe(5);
  });

  it("counts what a word from a list has more than what was typed of it", () => {
    expect(typedLength(anEdit({ offset: 0, numRemoved: 3, text: "console" }))).toBe(4);
    expect(typedLength(anEdit({ offset: 0, numRemoved: 9, text: "" }))).toBe(0);
  });

  it("counts the same text at several cursors for each", () => {
    const changes = [9, 5, 1].map((offset) => ({ offset, numRemoved: 0, text: "ab" }));
    expect(typedLength({ ...insertion(0, ""), changes })).toBe(6);
  });

  it("does not count what was pasted, taken back, or written by a tool", () => {
    expect(typedLength(insertion(0, "x".repeat(41)))).toBe(0);
    expect(typedLength(insertion(0, "a();\nb();"))).toBe(0);
    expect(typedLength({ ...insertion(0, "x"), isUndoOrRedo: true })).toBe(0);
    expect(typedLength({ ...insertion(0, "x"), isActive: false })).toBe(0);
    const changes = [
      { offset: 9, numRemoved: 0, text: " " },
      { offset: 5, numRemoved: 0, text: "  " },
    ];
    expect(typedLength({ ...insertion(0, ""), changes })).toBe(0);
    expect(typedLength({ ...insertion(0, ""), changes: [] })).toBe(0);
  });
});
