import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PlaceReader } from "../../../src/core/shape/placeReader";

describe("what a cursor is in", () => {
  it.each([
    ["a.ts", "const a = ", "code"],
    ["a.ts", "// a", "comment"],
    ["a.ts", "a; // b\n", "code"],
    ["a.ts", "/* a\n * b", "comment"],
    ["a.ts", "/* a */ ", "code"],
    ["a.ts", "const a = 'b", "string"],
    ["a.ts", "const a = `b\nc", "string"],
    ["a.ts", "const a = `b ${c", "code"],
    ["a.ts", "const a = '// b", "string"],
    ["a.ts", "const a = /b", "code"],
    ["a.tsx", "<p>can't", "code"],
    ["a.py", "a = 1  # b", "comment"],
    ["a.py", 'def f():\n    """Says', "comment"],
    ["a.py", 'def f():\n    r"""Says\n    more', "comment"],
    ["a.py", 'a = """b', "string"],
    ["a.py", 'f(\n  """b', "string"],
    ["a.py", 'a = """b"""\n', "code"],
    ["A.java", 'String a =\n  """\n  b', "string"],
    ["a.go", "a := `b\nc", "string"],
    ["a.rs", "fn f<'a>(", "code"],
    ["a.rs", '/// Says "a', "comment"],
    ["a.c", "/* a", "comment"],
    ["a.rb", "a = 1 # b", "comment"],
    ["a.rb", "# can't\na", "code"],
    ["a.rb", 'puts "a', "string"],
    ["a.lua", "-- a", "comment"],
    ["a.css", "a { } /* b", "comment"],
    ["a.css", "a { b: c // d", "code"],
    ["a.php", "<?php /* a\n", "comment"],
    ["a.html", "<p>a", "code"],
    ["a.html", "<!-- a\nb", "comment"],
    ["a.html", "<!-- a -->", "code"],
    ["a.md", "Some", "prose"],
    ["a.md", "```ts\nconst ", "code"],
    ["a.md", "```ts\na\n```\nSome", "prose"],
    ["a.md", "````\n```\n", "code"],
    ["src/Makefile", "# a", "comment"],
    ["README", "Some", "prose"],
    ["a.unknown", "# 'a", "code"],
  ])("%s: %j is %s", (path, prefix, kind) => {
    expect(new PlaceReader().at({ path, prefix }).kind).toBe(kind);
  });

  it.each([
    ["python", "# a", "comment"],
    ["typescriptreact", "// a", "comment"],
    ["shellscript", "# a", "comment"],
    ["markdown", "Some", "prose"],
    ["plaintext", "Some", "code"],
    ["constructor", "// a", "code"],
  ])("without a file's name, in %s, %j is %s", (languageId, prefix, kind) => {
    expect(new PlaceReader().at({ path: "Untitled-1", prefix, languageId }).kind).toBe(kind);
  });

  it("says what ends it", () => {
    const at = (path: string, prefix: string): unknown => new PlaceReader().at({ path, prefix });
    expect(at("a.ts", "// a")).toEqual({ kind: "comment", mark: "//" });
    expect(at("a.ts", "/** a")).toEqual({ kind: "comment", close: "*/" });
    expect(at("a.py", "'''a")).toEqual({ kind: "comment", close: "'''" });
    expect(at("a.ts", 'f("a')).toMatchObject({ kind: "string", quote: { close: '"' } });
  });
});

describe("a reader that has seen other texts", () => {
  it.each(["src/core/constrain/scanBrackets.ts", "src/core/shape/placeReader.ts"])(
    "tells the same at each line of %s, forth and back",
    (path) => {
      const text = readFileSync(path, "utf8");
      const ends = [...text.matchAll(/.$/gm)].map(({ index }) => index);
      const reader = new PlaceReader();
      const kinds = new Set<string>();
      for (const end of [...ends, ...ends.toReversed()]) {
        const prefix = text.slice(0, end);
        const place = reader.at({ path, prefix });
        expect(place).toEqual(new PlaceReader().at({ path, prefix }));
        kinds.add(place.kind);
      }
      expect(kinds.size).toBeGreaterThan(1);
    },
  );

  it("is not led astray by another language", () => {
    const reader = new PlaceReader();
    expect(reader.at({ path: "a.py", prefix: "# a\n'''\nb" }).kind).toBe("comment");
    expect(reader.at({ path: "a.ts", prefix: "# a\n'''\nb" }).kind).toBe("code");
  });
});
