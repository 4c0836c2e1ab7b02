import fc from "fast-check";
import { expect, it } from "vitest";
import { SuggestionCache } from "../../src/core/complete/suggestionCache";
import { aSuggestion } from "../support/completionFixtures";
import { fixedRuns } from "../support/arbitraries";

const text = fc.string({
  unit: fc.constantFrom("a", "b", "(", ")", "\n", " ", "é", "😀"),
  maxLength: 8,
});

const others = fc.array(text, { maxLength: 2 });

it("finds only text that makes, with what was typed, one of the remembered suggestions", () => {
  const place = fc.record({
    documentId: fc.constantFrom("one", "two"),
    prefix: text,
    suffix: fc.constantFrom("", ";", ")"),
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(place, text, others), { maxLength: 20 }),
      place,
      (shown, here) => {
        const cache = new SuggestionCache();
        for (const [origin, suggested, alternatives] of shown)
          cache.remember(origin, { ...aSuggestion(suggested), alternatives });
        const found = cache.find(here);
        if (found === undefined) return;
        for (const rest of [found.text, ...(found.alternatives ?? [])]) {
          expect(rest).not.toBe("");
          const isOneOf = shown.some(
            ([origin, suggested, alternatives]) =>
              origin.documentId === here.documentId &&
              here.suffix.endsWith(origin.suffix) &&
              [suggested, ...alternatives].some(
                (whole) => here.prefix + rest === origin.prefix + whole,
              ),
          );
          expect(isOneOf).toBe(true);
        }
      },
    ),
    fixedRuns(3000),
  );
});

it("goes on with a suggestion at every place in it, back and forth", () => {
  fc.assert(
    fc.property(
      text,
      text,
      text,
      fc.array(fc.nat(), { maxLength: 10 }),
      (prefix, suggested, suffix, walk) => {
        fc.pre(suggested !== "");
        const cache = new SuggestionCache();
        const place = { documentId: "document", prefix, suffix };
        cache.remember(place, aSuggestion(suggested));
        for (const step of walk) {
          const numTyped = step % suggested.length;
          const typed = suggested.slice(0, numTyped);
          const found = cache.find({ ...place, prefix: prefix + typed });
          expect(typed + (found?.text ?? "")).toBe(suggested);
        }
      },
    ),
    fixedRuns(1000),
  );
});
