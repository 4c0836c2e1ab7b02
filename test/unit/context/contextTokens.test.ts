import { describe, expect, it } from "vitest";
import { commentedPiece } from "../../../src/core/context/commentedPiece";
import type { ContextPiece } from "../../../src/core/context/contextPiece";
import { ContextTokens, noContext } from "../../../src/core/context/contextTokens";
import { decodeUtf8, encodeUtf8 } from "../../../src/core/tokens/utf8";

/** A token a byte, and a mark. */
const encode = (text: string): Int32Array => Int32Array.from(encodeUtf8(text));
const mark = 1000;
const spell = (tokens: Int32Array): string =>
  decodeUtf8(Uint8Array.from(tokens, (token) => (token === mark ? 0x23 : token)));

const piece = (path: string, text: string): ContextPiece => ({ kind: "recent", path, text });
const one = piece("one.ts", "first();\nsecond();\n");
const two = piece("two.ts", "third();\nfourth();\n");
const small = { prefix: "here();\n", suffix: "" };
const document = { path: "a.ts", whole: small, window: small };

describe("ContextTokens", () => {
  it("shows other files by their mark, in order", () => {
    const context = new ContextTokens(encode, mark);
    expect(spell(context.of(document, [one, two], 1000).others)).toBe(
      "#one.ts\nfirst();\nsecond();\n#two.ts\nthird();\nfourth();\n",
    );
  });

  it("shows them as comments where there is no mark", () => {
    const context = new ContextTokens(encode, undefined);
    expect(spell(context.of({ ...document, path: "a.py" }, [one], 1000).others)).toBe(
      "# one.ts\n# first();\n# second();\n",
    );
  });

  it("leaves out what the window shows, and what another piece repeats", () => {
    const context = new ContextTokens(encode, mark);
    const window = { prefix: "  first();\nsecond();\n", suffix: "" };
    const shown = context.of(
      { ...document, whole: window, window },
      [one, two, { ...two, path: "copy.ts" }],
      1000,
    );
    expect(spell(shown.others)).toBe("#two.ts\nthird();\nfourth();\n");
  });

  it("shows the beginning of the first piece that does not fit, and nothing behind it", () => {
    const context = new ContextTokens(encode, mark);
    const long = piece("b", "aa\nbb\ncc\ndd\nee\nff\n");
    expect(spell(context.of(document, [one, long, two], 45).others)).toBe(
      "#one.ts\nfirst();\nsecond();\n#b\naa\nbb\ncc\ndd\nee\n",
    );
    // Three lines are too few.
    expect(spell(context.of(document, [one, long, two], 38).others)).toBe(
      "#one.ts\nfirst();\nsecond();\n",
    );
    expect(context.of(document, [one], 0)).toEqual(noContext);
  });

  it("shows the outline of the document where the window does not reach, in its share of the room", () => {
    const context = new ContextTokens(encode, mark);
    const above = 'import a from "a";\nfunction far() {\n}\nfunction near() {\n}\n';
    const below = "function below() {\n}\n";
    const whole = { prefix: above + small.prefix, suffix: `rest();\n${below}` };
    const cut = { ...document, whole, window: { prefix: small.prefix, suffix: "rest();\n" } };
    const outlineIn = (maxTokens: number): string => spell(context.of(cut, [], maxTokens).outline);
    expect(outlineIn(1000)).toBe(
      'import a from "a";\nfunction far() { ... }\nfunction near() { ... }\nfunction below() { ... }\n',
    );
    expect(outlineIn(4 * 50)).toBe('import a from "a";\nfunction near() { ... }\n');
    expect(outlineIn(4 * 30)).toBe("function near() { ... }\n");
    expect(outlineIn(4 * 10)).toBe("");
    expect(context.of(document, [], 1000).outline).toHaveLength(0);
  });

  it("begins below the window where a line begins", () => {
    const context = new ContextTokens(encode, mark);
    const window = { prefix: "here();\n", suffix: "re" };
    const whole = { prefix: window.prefix, suffix: "rest function no() {\nfunction yes() {\n" };
    expect(spell(context.of({ ...document, whole, window }, [], 1000).outline)).toBe(
      "function yes() { ... }\n",
    );
  });
});

describe("commentedPiece", () => {
  it("closes no comment before its end", () => {
    expect(commentedPiece(piece("a.ts", "a /* b */ c\n"), "x.css")).toBe(
      "/* a.ts */\n/* a /* b  c */\n",
    );
  });
});
