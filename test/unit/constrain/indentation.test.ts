import { describe, expect, it } from "vitest";
import { constrainText } from "../../../src/core/constrain/constrainText";
import { indentation } from "../../../src/core/constrain/indentation";
import { indentStyleOf } from "../../../src/core/constrain/indentStyle";
import { cursorIn } from "../../support/cursorIn";
import { checkConstraint } from "../../support/laws/constraintLaws";
import { PieceVocabulary } from "../../support/pieceVocabulary";
import { textBounds } from "../../support/textBounds";

const twos = "a {\n  b {\n    c\n  }\n  d\n}\n";

describe("indentStyleOf", () => {
  it.each([
    ["a\nb\n", { character: undefined, unit: undefined }],
    [twos, { character: " ", unit: 2 }],
    ["a:\n    b\n    c:\n        d\n", { character: " ", unit: 4 }],
    ["a\n\tb\n\t\tc\n  d\n", { character: "\t", unit: undefined }],
    // Two lines are too few to tell.
    ["a\n    b\n    c\n", { character: " ", unit: undefined }],
    // Aligned lines keep to no step.
    ["a(b,\n  c,\n   d,\n     e)\n", { character: " ", unit: undefined }],
    // The lines of a comment block stand one off, and do not count.
    [`${twos}/**\n * e\n */\n`, { character: " ", unit: 2 }],
  ])("%j", (text, style) => {
    expect(indentStyleOf(text)).toEqual(style);
  });
});

describe("indentation", () => {
  it.each([
    [`${twos}  if (x) {|`, "\n    y();", true],
    [`${twos}  if (x) {|`, "\n   y();", false],
    [`${twos}  if (x) {|`, "\n   ", true],
    [`${twos}  if (x) {|`, "\n\ty();", false],
    [`${twos}  if (x) {|`, "\n\t", false],
    [`${twos}  if (x) {|`, "\ny();", false],
    [`${twos}  if (x) {|`, "\n  }", true],
    [`${twos}  if (x) {|`, "\n}", true],
    [`${twos}  if (x) {|`, "\n\n    y();\n", true],
    [`${twos}  /**|`, "\n   * y", true],
    [`${twos}  /**|`, "\n    * y", true],
    // Only new lines are looked at: the cursor's own is the user's.
    [`${twos} |`, "y();", true],
    ["a {\n\tb\n}\n\tif (x) {|", "\n\t\ty();", true],
    ["a {\n\tb\n}\n\tif (x) {|", "\n\t  y();", false],
    ["a {\n\tb\n}\n\t/**|", "\n\t * y", true],
    ["a|", "\n   b\n\tc", true],
  ])("%j with %j: %j", (place, text, isAdmitted) => {
    expect(indentation(cursorIn(place)).admits(text)).toBe(isAdmitted);
  });

  it("obeys the laws of constraints", () => {
    const pieces = ["a", "\n", " ", "  ", "\t", "\n  ", "\n   ", "}", " *"];
    const vocabulary = new PieceVocabulary({ marks: ["<end>"], pieces });
    const bounds = textBounds({ vocabulary, endTokens: new Set([0]) });
    checkConstraint(
      constrainText(indentation(cursorIn(`${twos}  if (x) {|`)), bounds),
      vocabulary.size,
    );
  });
});
