import { describe, expect, it } from "vitest";
import { syntax } from "../../src/core/constrain/syntax";
import type { TextRule } from "../../src/core/constrain/textRule";
import { TreeSitterSource } from "../../src/runtime/syntax/treeSitterSource";
import { cursorIn } from "../support/cursorIn";
import { locateGrammar } from "../support/locateGrammar";
import { RecordingLogger } from "../support/recordingLogger";

const logger = new RecordingLogger();
const source = new TreeSitterSource({ locate: locateGrammar, logger });

async function ruleAt(place: string, path: string): Promise<TextRule> {
  const parser = await source.parserFor(path);
  const rule = parser && syntax(cursorIn(place, path), parser);
  if (rule === undefined) throw new Error(`${path} has no grammar`);
  return rule;
}

describe.each([
  {
    path: "a.ts",
    place: "export function f(a: number): number {\n  const b = |\n  return b;\n}\n",
    clean: ["g<number>(a);", "a satisfies number;", "a", "g(() => {", "[", "{", "`a ${b} c`;"],
    planted: ["g(a;", "a +", "=;", "a b", '"a', "g(a));", "{ a b"],
  },
  {
    path: "a.tsx",
    place: "export const F = () => {\n  const b = |\n  return b;\n};\n",
    clean: ["<p>can't</p>;", "<A b={1} />;", "<A {...c}>{d}</A>;", "[<p />]"],
    planted: ["<p>;", "<A b=>;", "<A b={1 />;"],
  },
  {
    path: "a.js",
    place: "function f(a) {\n  const b = |\n  return b;\n}\n",
    clean: ["a?.b ?? /[(]/;", "async () => {", "{ a, ...c };"],
    planted: ["a ?.;", "async =>;", "{ a, ...; };", "f(]"],
  },
  {
    path: "a.py",
    place: "def f(a):\n    b = |\n    return b\n",
    clean: ["[c for c in a if c]", "f(", "lambda x: x", "a if a else None", "{"],
    planted: ["[c for in a]", "f(a", "lambda x x", "a if else", "'a"],
  },
  {
    path: "blocks.py",
    place: "def f(a):\n    |\n    return a\n",
    clean: ["if a:", "for b in a:", "with a as b:", "b = a", "return [b for b in a]"],
    planted: ["if :", "for in a:", "with as b:", "b = ", "import"],
  },
  {
    path: "a.go",
    place: "package a\n\nfunc f(a int) int {\n\tb := |\n\treturn b\n}\n",
    clean: ["g(a)", "[]int{1, 2}", "func() {", "map[string]int{"],
    planted: ["g(a", "[]int{1, 2", "func( {}", "a b"],
  },
  {
    path: "a.rs",
    place: "fn f<'a>(a: &'a str) -> usize {\n    let b = |\n    b\n}\n",
    clean: ["a.len();", "match a {", "vec![1, 2];", "|c| c + 1;", "'c' as usize;"],
    planted: ["a.len(;", "match { };", "vec![1, 2;", "|c c;", "a..=;;)"],
  },
  {
    path: "A.java",
    place: "class A {\n  int f(int a) {\n    int b = |\n    return b;\n  }\n}\n",
    clean: ["g(a);", "a > 0 ? a : 1;", "g(x -> {", "new int[] { 1 }[0];"],
    planted: ["g(a)", "a > 0 ? a;", "g(x -> );", "new int[;"],
  },
  {
    path: "a.c",
    place: "int f(int a) {\n  int b = |\n  return b;\n}\n",
    clean: ["g(a);", "(int)sizeof(struct c);", "a->b[0];", "'a';"],
    planted: ["g(a)", "(int;", "a->;", "a b;"],
  },
  {
    path: "a.cpp",
    place: "int f(int a) {\n  auto b = |\n  return b;\n}\n",
    clean: ["std::vector<int>{1, 2}.size();", "[&](int c) {", "new A<B<int>>();", 'R"(a")";'],
    planted: ["std::vector<int>{1, 2;", "[&](int c {};", "new ;", "a::;"],
  },
  {
    path: "a.json",
    place: '{\n  "a": |\n  "b": 1\n}\n',
    clean: ["[1, 2],", '"c",', '{ "d": null },', "[", "{"],
    planted: ["[1, 2", '"c', "{ d: 1 },", "1 2,"],
  },
])("$path", ({ path, place, clean, planted }) => {
  it.each(clean)("may end with %s", async (text) => {
    expect((await ruleAt(place, path)).mayEnd(text)).toBe(true);
  });

  it.each(planted)("may not end with %s", async (text) => {
    expect((await ruleAt(place, path)).mayEnd(text)).toBe(false);
  });
});

describe("documents that have faults already", () => {
  it.each([
    // A block that nothing closes yet, as at the end of a file that is being written.
    { place: "function f() {\n  const a = |", text: "g(1);", mayEnd: true },
    { place: "function f() {\n  const a = |", text: "g(1;", mayEnd: false },
    { place: "g(\n  a,\n  |", text: "b", mayEnd: true },
    // Below, above, and on the line.
    { place: "const a = |\ng(;\n", text: "1;", mayEnd: true },
    { place: "const a = |\ng(;\n", text: "g(1;", mayEnd: false },
    { place: "g(;\nconst a = |\n", text: "1;", mayEnd: true },
    { place: "g(;\nconst a = |\n", text: "g(1;", mayEnd: false },
    { place: "const = 1; const a = |\n", text: "1;", mayEnd: true },
  ])("$place with $text: $mayEnd", async ({ place, text, mayEnd }) => {
    expect((await ruleAt(place, "a.ts")).mayEnd(text)).toBe(mayEnd);
  });
});

describe("TreeSitterSource", () => {
  it("gives a language's parser again, and none for a language it does not know", async () => {
    expect(await source.parserFor("b.ts")).toBe(await source.parserFor("a.mts"));
    expect(await source.parserFor("notes.txt")).toBeUndefined();
    expect(logger.lines).toEqual([]);
  });

  it("logs once that a grammar cannot be loaded, and goes on without", async () => {
    const log = new RecordingLogger();
    const broken = new TreeSitterSource({
      locate: (file) =>
        locateGrammar(file.replace("python", "json")) + (/go/.test(file) ? "x" : ""),
      logger: log,
    });
    expect(await broken.parserFor("a.go")).toBeUndefined();
    expect(await broken.parserFor("b.go")).toBeUndefined();
    expect(log.lines).toHaveLength(1);
    expect(await broken.parserFor("a.ts")).toBeDefined();
  });
});
