import { describe, expect, it } from "vitest";
import { chunkAround, declarationAt } from "../../../src/core/context/cutChunk";

const size = { mostLines: 8, mostUnits: 1000 };
const lines = Array.from({ length: 40 }, (_, i) => `line ${String(i)}`);
const text = lines.join("\n");

describe("chunkAround", () => {
  it("holds the line, and is the same for places near each other", () => {
    for (let line = 0; line < 40; line++) {
      const chunk = chunkAround(text, line, size).split("\n");
      expect(chunk).toContain(`line ${String(line)}`);
      expect(chunk.length - 1).toBeLessThanOrEqual(8);
    }
    expect(chunkAround(text, 21, size)).toBe(chunkAround(text, 23, size));
  });

  it("leaves out blank lines at its ends, and what is furthest away where it is too long", () => {
    expect(chunkAround("\n\nab\n\ncd\n\n", 2, size)).toBe("ab\n\ncd\n");
    expect(chunkAround(text, 20, { ...size, mostUnits: 16 })).toBe("line 19\nline 20\n");
  });

  it("is empty where nobody typed the lines", () => {
    expect(chunkAround(`ab\n${"x".repeat(400)}\ncd`, 0, size)).toBe("");
    expect(chunkAround("", 7, size)).toBe("");
  });
});

describe("declarationAt", () => {
  const code = "a\nfunction b() {\n  c;\n\n  d;\n}\ne\ndef f():\n  g\n\nh";

  it("ends with the block that the first line opens", () => {
    expect(declarationAt(code, { first: 1 }, size)).toBe("function b() {\n  c;\n\n  d;\n}\n");
    expect(declarationAt(code, { first: 7 }, size)).toBe("def f():\n  g\n");
    expect(declarationAt(code, { first: 0 }, size)).toBe("a\n");
  });

  it("ends with its last line where that is known, and where it is too long with its beginning", () => {
    expect(declarationAt(code, { first: 1, last: 2 }, size)).toBe("function b() {\n  c;\n");
    expect(declarationAt(code, { first: 1 }, { ...size, mostLines: 2 })).toBe(
      "function b() {\n  c;\n",
    );
    expect(declarationAt(code, { first: 99 }, size)).toBe("");
  });
});
