import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelText, visibleText } from "../../src/webview/text/visibleText";

describe("visibleText", () => {
  it.each([
    ["a\nb", "a⏎b"],
    ["a\r\nb", "a⏎b"],
    ["\tx", "⇥x"],
    ["\u0000\u001b\u007f", "␀␛␡"],
    ["a\u202Eb", "a[U+202E]b"],
    ["\u2066x\u2069", "[U+2066]x[U+2069]"],
    ["\u2028", "[U+2028]"],
    ["\ud800x", "\ufffdx"],
    ["<img onerror=alert(1)>", "<img onerror=alert(1)>"],
    ["日本🙂", "日本🙂"],
  ])("shows %j as %j", (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it("cuts what is too long between characters", () => {
    expect(visibleText("🙂🙂🙂", { most: 2 })).toBe("🙂🙂…");
    expect(visibleText("x".repeat(5000), { most: 10 })).toBe(`${"x".repeat(10)}…`);
  });

  it("leaves no character that hides, breaks a line or turns the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u);
      }),
    );
  });
});

describe("labelText", () => {
  it("leaves out the spaces around a token, and shows that there is nothing else", () => {
    expect(labelText("  item ")).toBe("item");
    expect(labelText("   ")).toBe("␣");
    expect(labelText("\n  ")).toBe("⏎");
  });
});
