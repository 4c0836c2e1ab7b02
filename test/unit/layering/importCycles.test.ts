import { describe, expect, it } from "vitest";
import { importCycles } from "../../support/layering/importCycles";
import type { SourceGraph } from "../../support/layering/sourceGraph";

function graphOf(edges: Readonly<Record<string, readonly string[]>>): SourceGraph {
  return new Map(
    Object.entries(edges).map(([file, targets]) => [
      file,
      targets.map((target) => ({ target, isTypeOnly: target === "c" })),
    ]),
  );
}

describe("importCycles", () => {
  it("finds a file that imports itself", () => {
    expect(importCycles(graphOf({ a: ["a"] }))).toEqual([["a", "a"]]);
  });

  it("finds a cycle behind other files, through an import of types", () => {
    const graph = graphOf({ a: ["b"], b: ["c"], c: ["d"], d: ["b"] });
    expect(importCycles(graph)).toEqual([["b", "c", "d", "b"]]);
  });

  it("finds nothing where two ways lead to one file", () => {
    expect(importCycles(graphOf({ a: ["b", "c"], b: ["d"], c: ["d"], d: ["node:fs"] }))).toEqual(
      [],
    );
  });
});
