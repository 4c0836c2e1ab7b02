import fc from "fast-check";
import { expect, it } from "vitest";
import { repetition } from "../../src/core/decode/stopRules/repetition";
import { invariant } from "../../src/core/errors";
import { encodeUtf8 } from "../../src/core/tokens/utf8";
import { fixedRuns } from "../support/arbitraries";

const fragment = fc.constantFrom(
  ...Array.from("ab(){};,= \n"),
  "\n  ",
  "é",
  "😀",
  "ab(c);\n",
  "-----------",
  "aaaaaaaaaaaaaaaaaaaa",
);
const unit = fc.array(fragment, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));
/** Texts of which many come into a loop. */
const text = fc
  .record({ before: unit, unit, numTimes: fc.nat(40), after: unit })
  .map((parts) => parts.before + parts.unit.repeat(parts.numTimes) + parts.after);

it("ends a text at the same place however many bytes come at a time", () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(30)), (written, lengths) => {
      const bytes = encodeUtf8(written);
      const rule = repetition();
      const atOnce = rule.check(bytes, 0);
      let from = 0;
      for (const length of [...lengths, bytes.length]) {
        const to = Math.min(bytes.length, from + length);
        const stop = rule.check(bytes.subarray(0, to), from);
        from = to;
        if (stop === undefined) continue;
        expect(stop).toEqual(atOnce);
        return;
      }
      expect(atOnce).toBeUndefined();
    }),
    fixedRuns(1000),
  );
});

it("ends every loop in the end, cuts no character in two, and lets pass what it has left", () => {
  fc.assert(
    fc.property(unit, unit, (before, repeated) => {
      const bytes = encodeUtf8(before + repeated.repeat(Math.ceil(700 / repeated.length)));
      const stop = repetition().check(bytes, 0);
      invariant(stop !== undefined, "a loop was found");
      expect(stop.length).toBeLessThan(bytes.length / 2);
      expect((bytes[stop.length] ?? 0) >> 6).not.toBe(0b10);
      expect(repetition().check(bytes.subarray(0, stop.length), 0)).toBeUndefined();
    }),
    fixedRuns(300),
  );
});
