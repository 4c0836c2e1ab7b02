import { describe, expect, it } from "vitest";
import type { SyntaxBlock, SyntaxParser } from "../../src/core/constrain/syntaxPort";
import { TreeSitterSource } from "../../src/runtime/syntax/treeSitterSource";
import { locateGrammar } from "../support/locateGrammar";
import { RecordingLogger } from "../support/recordingLogger";

async function parserOf(path: string): Promise<SyntaxParser> {
  const logger = new RecordingLogger();
  const parser = await new TreeSitterSource({ locate: locateGrammar, logger }).parserFor(path);
  if (parser === undefined) throw new Error(logger.messagesOf("warn").join());
  return parser;
}

/** The statements of each block as they are written, with `...` for those that the stretch does not touch. */
function written(text: string, blocks: readonly SyntaxBlock[]): readonly string[][] {
  return blocks.map(({ statements, hasOthers }) => [
    ...statements.map(({ start, end }) => text.slice(start, end)),
    ...(hasOthers ? ["..."] : []),
  ]);
}

describe("the blocks that a stretch touches", () => {
  it.each([
    ["a.ts", "a;\nif (b) { c; }\n", [["a;", "if (b) { c; }"], ["c;"]]],
    ["a.ts", "class A { b = 1; // c\n}", [["class A { b = 1; // c\n}"], ["b = 1"]]],
    ["a.py", "if a:\n  # b\n  c\n", [["if a:\n  # b\n  c"], ["c"]]],
    ["a.go", "package a\nfunc f() { g() }", [["package a", "func f() { g() }"], ["g()"]]],
    [
      "a.rs",
      "fn f() { match a { _ => b } }",
      [["fn f() { match a { _ => b } }"], ["match a { _ => b }"], ["_ => b"]],
    ],
    [
      "A.java",
      "class A { A() { b(); } }",
      [["class A { A() { b(); } }"], ["A() { b(); }"], ["b();"]],
    ],
    ["a.c", "#ifdef A\nint b;\n#endif\n", [["#ifdef A\nint b;\n#endif"], ["A", "int b;"]]],
    ["a.cpp", "namespace a { int b; }", [["namespace a { int b; }"], ["int b;"]]],
    ["a.json", '{ "a": [1] }', [['{ "a": [1] }'], ['"a": [1]'], ["1"]]],
  ])("%s: %j", async (path, text, expected) => {
    const blocks = (await parserOf(path)).blocks(text, 0, text.length);
    expect(written(text, blocks)).toEqual(expected);
  });

  it("have those of their statements that it touches", async () => {
    const text = "a;\nif (b) { c; }\nd;\n";
    const parser = await parserOf("a.ts");
    expect(written(text, parser.blocks(text, 0, 1))).toEqual([["a;", "..."]]);
    expect(written(text, parser.blocks(text, 13, 13))).toEqual([["if (b) { c; }", "..."], ["c;"]]);
    expect(written(text, parser.blocks(text, 18, 18))).toEqual([["d;", "..."]]);
  });

  it("are told of expressions that are nested ten thousand deep", async () => {
    const text = `a = ${"(".repeat(10_000)}b${")".repeat(10_000)};\nc;\n`;
    const blocks = (await parserOf("a.ts")).blocks(text, 0, text.length);
    expect(blocks[0]?.statements).toHaveLength(2);
  });
});
