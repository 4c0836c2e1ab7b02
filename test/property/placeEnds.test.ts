import fc from "fast-check";
import { expect, it } from "vitest";
import { firstOf } from "../../src/core/decode/stopRules/firstOf";
import { PlaceReader } from "../../src/core/shape/placeReader";
import { shapeRulesFor } from "../../src/core/shape/shapeRules";
import { encodeUtf8 } from "../../src/core/tokens/utf8";
import { TreeSitterSource } from "../../src/runtime/syntax/treeSitterSource";
import { fixedRuns } from "../support/arbitraries";
import { locateGrammar } from "../support/locateGrammar";
import { RecordingLogger } from "../support/recordingLogger";

const fragment = fc.constantFrom(
  ...["\n", "\n", "  ", "\t", "a", "é", "😀", "{", "}", "(", ")", '"', "'", "`", "${", "\\", " "],
  ...["//", "/*", "*/", "#", '"""', "<!--", "-->", "```\n", "End. ", "e.g. ", "!", "a();\n", "/"],
);
const text = fc.array(fragment, { maxLength: 14 }).map((all) => all.join(""));
const inLanguage = fc.constantFrom(
  ...[
    ["a.ts", "\n// a"],
    ["a.ts", "/* a"],
    ["a.ts", 'f("a'],
    ["a.ts", "`a"],
    ["a.ts", "a = "],
  ],
  ...[
    ["a.py", "\n# a"],
    ["a.py", '\n"""a'],
    ["a.rs", "\n// a"],
    ["a.md", "\n\nA"],
    ["a.rb", "\n# a"],
  ],
  ...[
    ["a.html", "<!-- a"],
    ["a.css", "/* a"],
    ["a", ""],
  ],
);
const place = fc
  .record({
    before: fc.array(fragment, { maxLength: 4 }).map((all) => all.join("")),
    inLanguage,
    suffix: text,
    shape: fc.constantFrom("line" as const, "block" as const),
  })
  .map(({ before, inLanguage: [path = "", begun = ""], ...others }) => ({
    ...others,
    path,
    prefix: before + begun,
  }));

it("ends a text at the same place however many bytes come at a time, and never in a character", async () => {
  const syntax = new TreeSitterSource({ locate: locateGrammar, logger: new RecordingLogger() });
  let numStops = 0;
  await fc.assert(
    fc.asyncProperty(place, text, fc.array(fc.nat(6)), async (where, written, lengths) => {
      const freshRules = async (): Promise<ReturnType<typeof firstOf>> =>
        firstOf((await shapeRulesFor(where, { places: new PlaceReader(), syntax })).stopRules);
      const bytes = encodeUtf8(written);
      const atOnce = (await freshRules()).check(bytes, 0);
      const rule = await freshRules();
      let from = 0;
      for (const length of [...lengths, bytes.length]) {
        const to = Math.min(bytes.length, from + length);
        const stop = rule.check(bytes.subarray(0, to), from);
        from = to;
        if (stop === undefined) continue;
        numStops++;
        expect(stop).toEqual(atOnce);
        expect(
          new TextDecoder("utf8", { fatal: true }).decode(bytes.subarray(0, stop.length)),
        ).toBe(Buffer.from(bytes.subarray(0, stop.length)).toString("utf8"));
        return;
      }
      expect(atOnce).toBeUndefined();
    }),
    fixedRuns(1_500),
  );
  expect(numStops).toBeGreaterThan(100);
});
