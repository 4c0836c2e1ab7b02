import { describe, expect, it } from "vitest";
import { draftHints } from "../../../src/core/complete/draftHints";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const none = new Int32Array(0);

function textOf(tokens: Int32Array | undefined): string {
  const bytes = Array.from(tokens ?? [], (token) => [...vocabulary.bytesOf(token)]).flat();
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

describe("draftHints", () => {
  it("give the text before the cursor in reading order, however the prompt divides it", () => {
    const parts = {
      beforeHole: vocabulary.encode("let foo = 1;\n"),
      fromHole: vocabulary.encode("return "),
      held: new Uint8Array(),
    };
    const { before } = draftHints({ suffix: "" }, parts, vocabulary);
    expect(textOf(before)).toBe("let foo = 1;\nreturn ");
  });

  it("begin what stood at the cursor with the bytes that are written once more", () => {
    const parts = { beforeHole: vocabulary.encode("let"), fromHole: none, held: encodeUtf8(" fo") };
    const { earlier } = draftHints({ suffix: "", earlier: "o = 1;" }, parts, vocabulary);
    expect(earlier).toEqual(vocabulary.encode(" foo = 1;"));
    expect(draftHints({ suffix: "" }, parts, vocabulary)).not.toHaveProperty("earlier");
  });

  it("end a long text behind the cursor with a line", () => {
    const parts = { beforeHole: none, fromHole: none, held: new Uint8Array() };
    const lines = Array.from({ length: 500 }, (_, index) => `line ${String(index)};\n`).join("");
    const suffix = textOf(draftHints({ suffix: lines }, parts, vocabulary).suffix);
    expect(lines.startsWith(suffix)).toBe(true);
    expect(suffix.endsWith(";\n")).toBe(true);
    expect(suffix.length).toBeGreaterThan(3_900);
    expect(suffix.length).toBeLessThanOrEqual(4_000);
    expect(textOf(draftHints({ suffix: ";\n" }, parts, vocabulary).suffix)).toBe(";\n");
  });
});
