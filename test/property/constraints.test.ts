import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constraintKinds } from "../../src/core/constrain/constraintKinds";
import { constraintsFor } from "../../src/core/constrain/constraintsFor";
import type { SyntaxSource } from "../../src/core/constrain/syntaxPort";
import { autoregressive } from "../../src/core/decode/autoregressive";
import { lineEnd } from "../../src/core/decode/stopRules/lineEnd";
import { noStop } from "../../src/core/decode/stopRule";
import { anyStrategy, fixedRuns, logits } from "../support/arbitraries";
import { BracketParser } from "../support/bracketParser";
import { cursorIn } from "../support/cursorIn";
import { decodeOnce } from "../support/decodeOnce";
import { FakeModel } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { textBounds } from "../support/textBounds";

const syntax: SyntaxSource = { parserFor: () => Promise.resolve(new BracketParser()) };

const cases = fc.record({
  id: fc.constantFrom(...constraintKinds.map(({ id }) => id)),
  place: fc.constantFrom("|", "f(a|)", "f(|", "if (a) {\n  |\n}", 'f("|")', "{\n  a = |\n  b\n}"),
  stopRule: fc.constantFrom(noStop, lineEnd({ mayBeginNewLine: false })),
  held: fc.constantFrom("", "a", "cab"),
  temperature: fc.constantFrom(0, 0.8),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

describe("with each constraint on", () => {
  it("what is decoded satisfies it, whatever drafts it", async () => {
    let numEnded = 0;
    await fc.assert(
      fc.asyncProperty(logits, anyStrategy, cases, async (logitsOf, strategy, given) => {
        const place = cursorIn(given.place);
        const numHeldBytes = given.held.length;
        const bounds = textBounds({ stopRule: given.stopRule, numHeldBytes });
        const made = await constraintsFor([given.id], place, { ...bounds, syntax });
        const prompt = Int32Array.of(3, 5);
        const request = {
          ...given,
          prompt,
          constraint: made.constraint,
          numHeldBytes,
          maxTokens: 14,
        };
        const decode = (drafting: typeof strategy): ReturnType<typeof decodeOnce> =>
          decodeOnce(
            new FakeModel({ vocabSize: pieceVocabulary.size, logitsOf }),
            { ...request, strategy: drafting },
            { endTokens: new Set([END]) },
          );
        const { text, stoppedBy, tokens } = await decode(strategy);
        expect(tokens).toEqual((await decode(autoregressive)).tokens);

        const kind = constraintKinds.find(({ id }) => id === given.id);
        const rule = await kind?.createRule(place, { syntax });
        if (rule === undefined) throw new Error("the constraint works here");
        if (text !== "") expect(rule.admits(text)).toBe(true);
        if (stoppedBy === "maxTokens") {
          const kept = text.slice(0, made.lastCleanLength(text));
          expect(kept === "" || (rule.admits(kept) && rule.mayEnd(kept))).toBe(true);
        } else if (text !== "") {
          numEnded++;
          expect(rule.mayEnd(text)).toBe(true);
        }
      }),
      fixedRuns(120),
    );
    expect(numEnded, "enough texts end by themselves").toBeGreaterThan(25);
  });
});
