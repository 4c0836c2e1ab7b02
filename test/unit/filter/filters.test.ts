import { describe, expect, it } from "vitest";
import { applyFilters, filters } from "../../../src/core/filter/filters";
import { cursorIn } from "../../support/cursorIn";

describe("the registry", () => {
  it("names each filter once, and says in a sentence what it is there for", () => {
    expect(new Set(filters.map(({ id }) => id)).size).toBe(filters.length);
    for (const { description } of filters) expect(description).toMatch(/^[A-Z].*\.$/);
  });
});

describe("all filters", () => {
  it("leave alone what is right, and name nobody", () => {
    const text = "if (value > 0) {\n    total += value;\n  }";
    const place = cursorIn("function f(value) {\n  |\n  return total;\n}\n", "src/a.ts");
    expect(applyFilters(text, place)).toEqual({ kind: "kept", text, changedBy: [] });
  });

  it("name all that have taken something, in their order", () => {
    const place = cursorIn("function f() {\n  a();\n  |\n  return total;\n}\n", "src/a.ts");
    expect(applyFilters("```ts\n  b(); }\n  return  total", place)).toEqual({
      kind: "kept",
      text: "b();",
      changedBy: ["headerEcho", "nextLineDuplicate", "brackets", "indentation"],
    });
  });

  it("name the one that left nothing", () => {
    const place = cursorIn("f(|);\n", "src/a.ts");
    expect(applyFilters("] = x", place)).toEqual({ kind: "dropped", droppedBy: "brackets" });
    expect(applyFilters(" \n", place)).toEqual({ kind: "dropped", droppedBy: "blank" });
  });

  it("ask again where one has laid bare what another takes", () => {
    const place = cursorIn("const a = f(|, b);\n", "src/a.ts");
    // Without the closers the text ends with what stands behind the cursor.
    expect(applyFilters("a, b)); c", place)).toEqual({
      kind: "kept",
      text: "a",
      changedBy: ["brackets", "suffixDuplicate"],
    });
  });
});
