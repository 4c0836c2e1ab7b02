import { describe, expect, it } from "vitest";
import { constrainText } from "../../../src/core/constrain/constrainText";
import type { TextRule } from "../../../src/core/constrain/textRule";
import { lineEnd } from "../../../src/core/decode/stopRules/lineEnd";
import { checkConstraint } from "../../support/laws/constraintLaws";
import { END, pieceVocabulary } from "../../support/pieceVocabulary";
import { textBounds } from "../../support/textBounds";

/** No `b` anywhere, and no end behind an `a`. Notes what it is asked. */
function noted(asked: string[] = []): TextRule {
  return {
    admits: (text) => {
      asked.push(`begin ${text}`);
      return !text.includes("b");
    },
    mayEnd: (text) => {
      asked.push(`end ${text}`);
      return !text.endsWith("a");
    },
  };
}

const token = (piece: string): number => pieceVocabulary.encode(piece)[0] ?? -1;
const line = lineEnd({ mayBeginNewLine: false });

describe("constrainText", () => {
  const bounds = textBounds({ stopRule: line });

  it.each([
    { before: [], piece: "ca", isAdmitted: true },
    { before: ["ca"], piece: "b", isAdmitted: false },
    { before: ["ca"], piece: "\n", isAdmitted: false },
    { before: ["ca", "c"], piece: "\n", isAdmitted: true },
    { before: [")"], piece: ");\n", isAdmitted: true },
  ])("$before, then $piece: $isAdmitted", ({ before, piece, isAdmitted }) => {
    const constraint = constrainText(noted(), bounds);
    const state = before.reduce(
      (last, part) => constraint.next(last, token(part)),
      constraint.start(),
    );
    expect(constraint.admits(state, token(piece))).toBe(isAdmitted);
  });

  it("asks whether the text may end at an end token", () => {
    const constraint = constrainText(noted(), bounds);
    expect(constraint.admits(constraint.next(constraint.start(), token("a")), END)).toBe(false);
    expect(constraint.admits(constraint.next(constraint.start(), token("c")), END)).toBe(true);
  });

  it("asks about what stays behind a stop, and not what is cut", () => {
    const asked: string[] = [];
    const constraint = constrainText(noted(asked), bounds);
    constraint.admits(constraint.next(constraint.start(), token("(")), token(");\n"));
    expect(asked).toEqual(["begin ();", "end ();"]);
  });

  it("lets no text at all end everywhere", () => {
    const constraint = constrainText({ admits: () => false, mayEnd: () => false }, bounds);
    expect(constraint.admits(constraint.start(), END)).toBe(true);
    expect(constraint.admits(constraint.start(), token("\n"))).toBe(true);
    expect(constraint.admits(constraint.start(), token("c"))).toBe(false);
  });

  it("hides what the user has typed from the rule", () => {
    const asked: string[] = [];
    const constraint = constrainText(noted(asked), { ...bounds, numHeldBytes: 2 });
    expect(constraint.admits(constraint.start(), token("b"))).toBe(true);
    const held = constraint.next(constraint.start(), token("b"));
    expect(constraint.admits(held, token("bc"))).toBe(true);
    expect(asked).toEqual(["begin c"]);
  });

  it("gives a stop rule only text that is new", () => {
    const calls: [string, number][] = [];
    const stopRule = {
      check: (text: Uint8Array, from: number) => {
        calls.push([new TextDecoder().decode(text), from]);
        return undefined;
      },
    };
    const constraint = constrainText(noted(), textBounds({ stopRule, numHeldBytes: 1 }));
    const held = constraint.next(constraint.start(), token("a"));
    constraint.admits(constraint.next(held, token("c")), token("("));
    expect(calls).toEqual([["c(", 1]]);
  });

  it("obeys the laws of constraints", () => {
    checkConstraint(constrainText(noted(), bounds), pieceVocabulary.size);
  });
});
