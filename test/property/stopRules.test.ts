import fc from "fast-check";
import { expect, it } from "vitest";
import { stopRuleFor } from "../../src/core/complete/stopRuleFor";
import { encodeUtf8 } from "../../src/core/tokens/utf8";
import { fixedRuns } from "../support/arbitraries";

const fragment = fc.constantFrom(
  "\n",
  "\n",
  "  ",
  "    ",
  "\t",
  "a",
  "é",
  "😀",
  "{",
  "}",
  "});",
  " ",
  "a();\n",
);
const text = fc.array(fragment, { maxLength: 14 }).map((all) => all.join(""));
const place = fc.record({
  prefix: text,
  suffix: text,
  shape: fc.constantFrom("line" as const, "block" as const),
});

it("ends a text at the same place however many bytes come at a time", () => {
  fc.assert(
    fc.property(place, text, fc.array(fc.nat(6)), (where, written, lengths) => {
      const bytes = encodeUtf8(written);
      const atOnce = stopRuleFor(where).check(bytes, 0);
      const rule = stopRuleFor(where);
      let from = 0;
      for (const length of [...lengths, bytes.length]) {
        const to = Math.min(bytes.length, from + length);
        const stop = rule.check(bytes.subarray(0, to), from);
        from = to;
        if (stop === undefined) continue;
        expect(stop.length).toBe(atOnce?.length);
        return;
      }
      expect(atOnce).toBeUndefined();
    }),
    fixedRuns(3000),
  );
});

it("never cuts a character in two, and leaves no more than there was", () => {
  fc.assert(
    fc.property(place, text, (where, written) => {
      const bytes = encodeUtf8(written);
      const stop = stopRuleFor(where).check(bytes, 0);
      if (stop === undefined) return;
      expect(stop.length).toBeLessThanOrEqual(bytes.length);
      expect((bytes[stop.length] ?? 0) >> 6).not.toBe(0b10);
    }),
    fixedRuns(3000),
  );
});

it("lets pass what it has left", () => {
  fc.assert(
    fc.property(place, text, (where, written) => {
      const bytes = encodeUtf8(written);
      const stop = stopRuleFor(where).check(bytes, 0);
      if (stop === undefined) return;
      expect(stopRuleFor(where).check(bytes.subarray(0, stop.length), 0)).toBeUndefined();
    }),
    fixedRuns(3000),
  );
});
