import { describe, expect, it } from "vitest";
import { constraintKinds, findConstraintKinds } from "../../../src/core/constrain/constraintKinds";
import { constraintsFor } from "../../../src/core/constrain/constraintsFor";
import type { SyntaxSource } from "../../../src/core/constrain/syntaxPort";
import { BracketParser } from "../../support/bracketParser";
import { cursorIn } from "../../support/cursorIn";
import { checkConstraint } from "../../support/laws/constraintLaws";
import { END, pieceVocabulary } from "../../support/pieceVocabulary";
import { textBounds } from "../../support/textBounds";

const ids = constraintKinds.map(({ id }) => id);
const token = (piece: string): number => pieceVocabulary.encode(piece)[0] ?? -1;
const syntax: SyntaxSource = { parserFor: () => Promise.resolve(new BracketParser()) };

describe("findConstraintKinds", () => {
  it("gives the kinds in the registry's order, each once", () => {
    const found = findConstraintKinds(["syntax", "brackets", "syntax"]);
    expect(found.map(({ id }) => id)).toEqual(["brackets", "syntax"]);
    expect(findConstraintKinds([])).toEqual([]);
  });

  it("refuses an id that is none, and names those there are", () => {
    expect(() => findConstraintKinds(["magic"])).toThrow(
      `there is no constraint "magic"; choose some of: ${ids.join(", ")}`,
    );
  });

  it("describes each in one line", () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const { title, description } of constraintKinds) {
      expect(title).toMatch(/^[A-Z]/);
      expect(description).toMatch(/^[A-Z][^\n]*\.$/);
    }
  });
});

describe("constraintsFor", () => {
  const place = cursorIn("f(a|)\nb\n");
  const parts = { ...textBounds(), syntax };

  it("holds tokens to all that are asked for, and counts the questions", async () => {
    const { constraint } = await constraintsFor(ids, place, parts);
    const start = constraint.start();
    expect(constraint.isFree(start)).toBe(false);
    expect(constraint.admits(start, token("\n"))).toBe(false);
    expect(constraint.admits(start, token(")"))).toBe(false);
    expect(constraint.admits(start, token("("))).toBe(true);
    expect(constraint.admits(constraint.next(start, token("(")), END)).toBe(true);
    const unclosed = ["(", "a"].reduce(
      (state, piece) => constraint.next(state, token(piece)),
      start,
    );
    expect(constraint.admits(unclosed, END)).toBe(false);
    expect(constraint.numEvaluations).toBe(5);
  });

  it("is free when nothing is asked for, and where a constraint has nothing to say", async () => {
    const silent: SyntaxSource = { parserFor: () => Promise.resolve(undefined) };
    for (const made of [
      await constraintsFor([], place, parts),
      await constraintsFor(["syntax"], place, { ...parts, syntax: silent }),
      await constraintsFor(["syntax"], place, textBounds()),
      await constraintsFor(["brackets"], { ...place, path: "notes.txt" }, parts),
    ]) {
      expect(made.constraint.isFree(made.constraint.start())).toBe(true);
      expect(made.lastCleanLength("f(")).toBe(2);
    }
  });

  it("says how much of a text that was cut short may stay", async () => {
    const made = await constraintsFor(["syntax"], cursorIn("|\nb"), parts);
    expect(made.lastCleanLength("a = f(b) + g(c")).toBe("a = f(b) + g".length);
  });

  it("obeys the laws of constraints", async () => {
    const { constraint } = await constraintsFor(ids, place, parts);
    checkConstraint(constraint, pieceVocabulary.size);
  });
});
