import { describe, expect, it } from "vitest";
import { CaseContext } from "../../../src/cli/cases/caseContext";
import { evalWays } from "../../../src/cli/measure/evalWay";
import type { CompletionCase } from "../../../src/core/check/completionCase";

const table = `/** Words. */
export class Table {
  rowAt(index: number): Row {
    return this.rows[index];
  }
}

export function unrelated(): string {
  return "nothing";
}
`;
const far = Array.from({ length: 60 }, (_, i) => `unknown${String(i)}();\n`).join("");
const files = [
  { path: "src/far.ts", text: `${far}const grid = new Table();\ngrid.rowAt(first);\n` },
  { path: "src/a.ts", text: "export class Table {}\n" },
];
const completionCase: CompletionCase = {
  ...{ id: "a", kind: "line", path: "src/a.ts", suffix: "", expected: "rowAt(1);" },
  prefix: "const table = new Table(rows);\nconst row = table.",
  texts: [{ path: "src/table.ts", text: table }],
};

describe("CaseContext", () => {
  const context = new CaseContext(files);

  it("finds what names near the cursor mean in the other files", () => {
    expect(context.piecesFor(completionCase, "definitions")).toEqual([
      {
        kind: "definition",
        path: "src/table.ts",
        text: table.split("\n").slice(1, 6).join("\n") + "\n",
      },
    ]);
  });

  it("shows of each other file the lines that have most to do with the cursor's", () => {
    const pieces = context.piecesFor(completionCase, "chunks");
    expect(pieces.map(({ path }) => path)).toEqual(["src/table.ts", "src/far.ts"]);
    expect(pieces[1]?.text).toMatch(/new Table\(\);\ngrid\.rowAt\(first\);\n$/);
    expect(pieces[0]?.text).toBe(table);
  });

  it("shows both, or neither", () => {
    expect(context.piecesFor(completionCase, "all")).toEqual([
      ...context.piecesFor(completionCase, "definitions"),
      ...context.piecesFor(completionCase, "chunks"),
    ]);
    for (const kind of ["none", "outline"] as const) {
      expect(context.piecesFor(completionCase, kind)).toEqual([]);
    }
  });

  it("shows nothing of a file that has nothing to do with the cursor", () => {
    const other = { ...completionCase, prefix: "zzz." };
    expect(context.piecesFor(other, "all")).toEqual([]);
  });
});

describe("evalWays", () => {
  it("is every healing with every context, called by what tells them apart", () => {
    expect(evalWays(["exact", "none"], undefined).map(({ name }) => name)).toEqual([
      "exact",
      "none",
    ]);
    expect(evalWays(["exact"], ["none", "all"])).toEqual([
      { name: "exact, none", healing: "exact", context: "none" },
      { name: "exact, all", healing: "exact", context: "all" },
    ]);
  });
});
