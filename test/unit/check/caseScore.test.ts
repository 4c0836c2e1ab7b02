import { describe, expect, it } from "vitest";
import type { CaseKind } from "../../../src/core/check/completionCase";
import { scoreCase } from "../../../src/core/check/caseScore";

const score = (kind: CaseKind, expected: string, completion: string) =>
  scoreCase({ id: "a", kind, path: "a.ts", prefix: "", suffix: "", expected }, completion);

describe("scoreCase", () => {
  it("counts a completion that differs only in trailing blanks as exact", () => {
    expect(score("line", "a = 1;", "a = 1; \t")).toMatchObject({ isExact: true, similarity: 1 });
    expect(score("block", "a;\nb;", "a;  \nb;\n")).toMatchObject({ isExact: true, similarity: 1 });
  });

  it("compares the first line of line and mid, and all of a block", () => {
    expect(score("line", "a;", "a;\nb;").isExact).toBe(true);
    expect(score("mid", "a;", "a;\nb;").isExact).toBe(true);
    expect(score("block", "a;", "a;\nb;").isExact).toBe(false);
  });

  it("keeps the characters before the first wrong one", () => {
    expect(score("line", "return x;", "return y; // z")).toMatchObject({
      isExact: false,
      numCharacters: 14,
      numKeptCharacters: 7,
    });
    expect(score("line", "return x;", "return").numKeptCharacters).toBe(6);
    expect(score("line", "ret", "return").numKeptCharacters).toBe(3);
  });

  it("knows an empty suggestion", () => {
    expect(score("line", "a;", "")).toEqual({
      isExact: false,
      similarity: 0,
      isEmpty: true,
      numCharacters: 0,
      numKeptCharacters: 0,
    });
    expect(score("line", "a;", "\na;").isEmpty).toBe(true);
  });
});
