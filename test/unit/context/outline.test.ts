import { describe, expect, it } from "vitest";
import { outlineOf, outlineText } from "../../../src/core/context/outline";

const shown = (path: string, text: string): string => outlineText(path, outlineOf(path, text));

describe("the outline of a document", () => {
  it("shows imports and declarations of TypeScript on a line each", () => {
    const text = `import {
  a,
  b,
} from "./a";
import c from "c";

const limit = 3;
export const table = {
  one: 1,
};

/** Words. */
export function first(
  one: string,
  { two, three }: Options,
): string {
  const inner = () => 2;
  function hidden() {
    return one;
  }
  if (one === "") {
    return two;
  }
  describe("x", () => {
    call(one);
  });
}

class Shape extends Base {
  #size = 1;
  constructor(parts: {
    readonly size: number;
  }) {
    super(parts);
    for (const part of parts) {
    }
  }

  get size(): number {
    return this.#size;
  }
}
type Name = string;
`;
    expect(shown("src/a.ts", text)).toBe(`import { a, b } from "./a";
import c from "c";
const limit = 3;
export const table = { ... }
export function first(one: string, { two, three }: Options): string { ... }
class Shape extends Base {
  constructor(parts: { readonly size: number; }) { ... }
  get size(): number { ... }
}
type Name = string;
`);
  });

  it("shows Python by its indentation", () => {
    const text = `from a import (
    b,
    c,
)
class Shape(Base):
    size = 1
    def area(self, n: int) -> int:
        def inner():
            pass
        return 1

async def run(
    one,
):
    pass
`;
    expect(shown("a.py", text)).toBe(`from a import (b, c)
class Shape(Base):
    def area(self, n: int) -> int: ...
async def run(one): ...
`);
  });

  it.each([
    [
      "a.rs",
      "use std::fmt;\npub struct A {\n  b: u8,\n}\nimpl A {\n    pub fn c(&self) -> u8 {\n        let d = 1;\n    }\n}\n",
      "use std::fmt;\npub struct A { ... }\nimpl A {\n    pub fn c(&self) -> u8 { ... }\n}\n",
    ],
    [
      "a.go",
      'package a\nimport (\n\t"fmt"\n)\nfunc (s *S) Run(n int) error {\n\tfmt.Println()\n}\n',
      'package a\nimport ("fmt")\nfunc (s *S) Run(n int) error { ... }\n',
    ],
    [
      "A.java",
      "import a.B;\npublic class A {\n    private int n;\n    public static List<B> of(int n) {\n        if (n > 0) {\n            return call(n);\n        }\n    }\n}\n",
      "import a.B;\npublic class A {\n    public static List<B> of(int n) { ... }\n}\n",
    ],
    [
      "a.c",
      "#include <a.h>\nstatic int add(int a, int b)\n{\n    return add(a, b);\n}\n",
      "#include <a.h>\nstatic int add(int a, int b)\n",
    ],
    [
      "a.rb",
      "require 'a'\nclass A < B\n  def run(n)\n    n\n  end\nend\n",
      "require 'a'\nclass A < B\n  def run(n) ... end\nend\n",
    ],
    [
      "a.lua",
      "local a = require 'a'\nlocal function b(c)\nend\n",
      "local a = require 'a'\nlocal function b(c) ... end\n",
    ],
    ["a.txt", "class A {\n", ""],
  ])("knows how %s is written", (path, text, expected) => {
    expect(shown(path, text)).toBe(expected);
  });

  it("knows what it declares and where", () => {
    const entries = outlineOf("a.ts", "\nexport class Foo {\n  bar(): void {\n");
    expect(entries.map(({ name, line, indentation }) => [name, line, indentation])).toEqual([
      ["Foo", 1, 0],
      ["bar", 2, 2],
    ]);
  });

  it("takes what is indented for usable only where the text begins inside of something", () => {
    const text = "  bar(): void {\n";
    expect(outlineOf("a.ts", text)).toEqual([]);
    expect(outlineText("a.ts", outlineOf("a.ts", text, true))).toBe("  bar(): void { ... }\n");
  });

  it("leaves out what is no statement of a few lines", () => {
    expect(shown("a.ts", `import {\n${"  a,\n".repeat(20)}} from "a";\n`)).toBe("");
    expect(shown("a.ts", `const a = "${"x".repeat(400)}";\n`)).toBe("");
    expect(shown("a.ts", "function a(\n")).toBe("");
  });

  it("reads no line again and again, whatever is in it", () => {
    const parts = [
      "*a ",
      "a *",
      "a<",
      "(a",
      "a a ",
      ": ",
      "@a ",
      "impl<",
      "const ",
      "public ",
      "a\t",
      ")a",
    ];
    const endings = ["ts", "py", "rs", "go", "java", "rb", "lua"];
    for (const ending of endings) {
      for (const one of parts) {
        for (const other of parts) {
          const line = `int ${(one + other).repeat(100).slice(0, 290)};`;
          const text = ["", "  ", "export ", "  function a("].map((begin) => begin + line);
          expect(outlineOf(`a.${ending}`, text.join("\n")).length).toBeLessThanOrEqual(4);
        }
      }
    }
  });
});
