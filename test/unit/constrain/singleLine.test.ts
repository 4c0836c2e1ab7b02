import { expect, it } from "vitest";
import { constrainText } from "../../../src/core/constrain/constrainText";
import { singleLine } from "../../../src/core/constrain/singleLine";
import { lineEnd } from "../../../src/core/decode/stopRules/lineEnd";
import { checkConstraint } from "../../support/laws/constraintLaws";
import { pieceVocabulary } from "../../support/pieceVocabulary";
import { textBounds } from "../../support/textBounds";

const token = (piece: string): number => pieceVocabulary.encode(piece)[0] ?? -1;

it.each([
  { text: "a(b)", isAdmitted: true },
  { text: "a\n", isAdmitted: false },
  { text: "\na", isAdmitted: false },
])("admits $text: $isAdmitted", ({ text, isAdmitted }) => {
  expect(singleLine.admits(text)).toBe(isAdmitted);
});

it("admits a line break that ends the text, and none that does not", () => {
  const stopped = constrainText(
    singleLine,
    textBounds({ stopRule: lineEnd({ mayBeginNewLine: true }) }),
  );
  expect(stopped.admits(stopped.start(), token("\n"))).toBe(false);
  expect(stopped.admits(stopped.next(stopped.start(), token("a")), token(");\n"))).toBe(true);
  const free = constrainText(singleLine, textBounds());
  expect(free.admits(free.next(free.start(), token("a")), token(");\n"))).toBe(false);
});

it("obeys the laws of constraints", () => {
  checkConstraint(constrainText(singleLine, textBounds()), pieceVocabulary.size);
});
