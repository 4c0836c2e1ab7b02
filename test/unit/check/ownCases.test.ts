import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { parseCases } from "../../../src/core/check/completionCase";
import { modelsFolder } from "../../support/modelsFolder";

const file = path.join(modelsFolder, "check-cases.jsonl");
const cases = parseCases(readFileSync(file, "utf8"), file);

it("the cases that ship are short, as many in words as at line starts, and take turns", () => {
  expect(cases.map(({ kind }) => kind)).toEqual(
    Array.from({ length: 48 }, (_, index) => (index % 2 === 0 ? "mid" : "line")),
  );
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  for (const { kind, prefix, suffix, expected } of cases) {
    expect(prefix.length).toBeGreaterThan(160);
    expect(prefix.length).toBeLessThanOrEqual(360);
    expect(suffix.length).toBeLessThanOrEqual(180);
    expect(expected).toMatch(/^\S.{3,}/);
    expect(expected).not.toContain("\n");
    expect(prefix).toMatch(kind === "mid" ? /\w$/ : /\n[ \t]*$/);
  }
});
