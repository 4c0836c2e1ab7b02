import { describe, expect, it } from "vitest";
import { takenText, type OfferedText } from "../../../../src/extension/usage/offeredText";

/** `  return f(|)` at offset 100. */
const offered: OfferedText = { text: "a, b)", offset: 100, before: "  return f(", after: ")" };

describe("takenText", () => {
  it("sees the whole text put in at the cursor", () => {
    const plain = { ...offered, text: "a, b" };
    expect(takenText(plain, { offset: 100, numRemoved: 0, text: "a, b" })).toEqual({
      offset: 100,
      text: "a, b",
      numAdded: 4,
      rest: undefined,
    });
  });

  it("sees the line put anew, from its start up to the closers", () => {
    const change = { offset: 89, numRemoved: 12, text: "  return f(a, b)" };
    expect(takenText(offered, change)).toEqual({
      offset: 100,
      text: "a, b)",
      numAdded: 4,
      rest: undefined,
    });
  });

  it("sees the first words taken, and knows what is left", () => {
    const block = { ...offered, text: "if (x) {\n  y();\n}", after: "" };
    const taken = takenText(block, { offset: 100, numRemoved: 0, text: "if (x) {\n  y" });
    expect(taken?.rest).toEqual({ text: "();\n}", offset: 112, before: "  y", after: "" });
  });

  it("reads the document's own line ends", () => {
    const block = { ...offered, text: "x;\ny;\nz;", after: "" };
    const taken = takenText(block, { offset: 89, numRemoved: 11, text: "  return f(x;\r\ny;" });
    expect(taken).toMatchObject({ offset: 100, text: "x;\r\ny;", numAdded: 5 });
    expect(taken?.rest).toEqual({ text: "\nz;", offset: 106, before: "y;", after: "" });
  });

  it("takes for typing what comes from one key", () => {
    const type = (text: string, start: string): unknown =>
      takenText({ ...offered, text }, { offset: 100, numRemoved: 0, text: start });
    expect(type("a, b)", "a")).toBeUndefined();
    expect(type("[]", "[]")).toBeUndefined();
    expect(type("\n    x", "\n    ")).toBeUndefined();
    expect(type("𝒳y", "𝒳")).toBeUndefined();
    expect(type("a, b)", "")).toBeUndefined();
    expect(type("a, b)", "a,")).toBeDefined();
  });

  it("does not see what was typed against it, or somewhere else", () => {
    const changes = [
      { offset: 100, numRemoved: 0, text: "b, a" },
      { offset: 101, numRemoved: 0, text: "a, b)" },
      { offset: 99, numRemoved: 0, text: "a, b)" },
      { offset: 99, numRemoved: 1, text: "[a, b)" },
      { offset: 89, numRemoved: 3, text: "  return f(a, b)" },
      { offset: 100, numRemoved: 2, text: "a, b)" },
      { offset: 80, numRemoved: 20, text: "a, b)" },
      // The closer was replaced, and not all was taken.
      { offset: 100, numRemoved: 1, text: "a, b" },
    ];
    expect(changes.map((change) => takenText(offered, change))).toEqual(
      changes.map(() => undefined),
    );
  });
});
