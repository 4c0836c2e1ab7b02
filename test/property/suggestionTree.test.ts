import fc from "fast-check";
import { expect, it } from "vitest";
import { SuggestionTree } from "../../src/core/complete/suggestionTree";
import { fixedRuns } from "../support/arbitraries";
import { aSuggestion } from "../support/completionFixtures";

const text = fc.string({
  unit: fc.constantFrom("a", "b", "(", ")", "\n", " ", "é", "😀"),
  maxLength: 8,
});

const others = fc.array(text, { maxLength: 2 });

const asked = { context: 0, isPrefetched: false };

it("finds only text that makes, with what was typed, one of the remembered suggestions", () => {
  const place = fc.record({
    documentId: fc.constantFrom("one", "two"),
    prefix: text,
    suffix: fc.constantFrom("", ";", ")", "))", "\n)", ");"),
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(place, text, others), { maxLength: 20 }),
      place,
      (shown, here) => {
        const tree = new SuggestionTree();
        for (const [origin, suggested, alternatives] of shown) {
          tree.remember(origin, { ...aSuggestion(suggested), alternatives }, asked);
        }
        const found = tree.find(here, 0)?.suggestion;
        if (found === undefined) return;
        for (const rest of [found.text, ...(found.alternatives ?? [])]) {
          expect(rest).not.toBe("");
          const isOneOf = shown.some(([origin, suggested, alternatives]) =>
            [suggested, ...alternatives].some(
              (whole) => origin.documentId === here.documentId && isSame(origin, whole, here, rest),
            ),
          );
          expect(isOneOf).toBe(true);
        }
      },
    ),
    fixedRuns(3000),
  );
});

interface Around {
  readonly prefix: string;
  readonly suffix: string;
}

/** Whether the document with the rest is the one with the whole: a closer behind the cursor may be there already, or be replaced. */
function isSame(origin: Around, whole: string, here: Around, rest: string): boolean {
  const isReplaced = here.prefix + rest === origin.prefix + whole;
  const longer = origin.suffix.length > here.suffix.length ? origin.suffix : here.suffix;
  const isClosers = /^[\n )]*$/.test(
    longer.slice(0, Math.abs(origin.suffix.length - here.suffix.length)),
  );
  const isSameEnd = here.suffix.endsWith(origin.suffix) || origin.suffix.endsWith(here.suffix);
  const document = here.prefix + rest + here.suffix;
  return (
    isClosers && ((isReplaced && isSameEnd) || document === origin.prefix + whole + origin.suffix)
  );
}

it("goes on with a suggestion at every place in it, back and forth", () => {
  fc.assert(
    fc.property(
      text,
      text,
      text,
      fc.array(fc.nat(), { maxLength: 10 }),
      (prefix, suggested, suffix, walk) => {
        fc.pre(suggested !== "");
        const tree = new SuggestionTree();
        const place = { documentId: "document", prefix, suffix };
        tree.remember(place, aSuggestion(suggested), asked);
        for (const step of walk) {
          const numTyped = step % suggested.length;
          const typed = suggested.slice(0, numTyped);
          const found = tree.find({ ...place, prefix: prefix + typed }, 0);
          expect(typed + (found?.suggestion.text ?? "")).toBe(suggested);
        }
      },
    ),
    fixedRuns(1000),
  );
});
