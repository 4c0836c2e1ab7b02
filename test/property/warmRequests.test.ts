import fc from "fast-check";
import { expect, it } from "vitest";
import { Completer } from "../../src/core/complete/completer";
import { defaultOptions } from "../../src/core/complete/request";
import { fimLayouts, holeStarts, type FimFormat } from "../../src/core/model/fimFormat";
import { neverCancelled } from "../../src/core/ports";
import { fixedRuns } from "../support/arbitraries";
import { FakeClock } from "../support/fakeClock";
import { FakeModel, hashLogits } from "../support/fakeModel";
import { toyFormat } from "../support/toyFormat";
import { ToyVocabulary } from "../support/toyVocabulary";

const vocabulary = new ToyVocabulary();

function completer(seed: number, format: FimFormat): Completer {
  return new Completer({
    model: new FakeModel({
      vocabSize: vocabulary.size,
      logitsOf: hashLogits({ seed, vocabSize: vocabulary.size, order: 3 }),
    }),
    vocabulary,
    format,
    clock: new FakeClock(),
  });
}

/** Every way to ask a model, the embedded model's among them. */
const formats = fc.record({
  tokens: fc.constantFrom(toyFormat.tokens, toyFormat.tokens, toyFormat.tokens, undefined),
  end: fc.constant(toyFormat.end),
  layout: fc.constantFrom(...fimLayouts),
  holeStart: fc.constantFrom(...holeStarts),
});

/** What a user does between two requests. */
const edits = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant("type" as const),
      text: fc.constantFrom(...Array.from("retu cons12(;\n é"), "  "),
    }),
    fc.record({ do: fc.constant("delete" as const), count: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constant("accept" as const), count: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ do: fc.constant("move" as const), by: fc.integer({ min: -9, max: 9 }) }),
  ),
  { minLength: 2, maxLength: 4 },
);

interface Place {
  readonly prefix: string;
  readonly suffix: string;
}

function edited({ prefix, suffix }: Place, edit: EditOf, suggestion: string): Place {
  switch (edit.do) {
    case "type":
      return { prefix: prefix + edit.text, suffix };
    case "delete":
      return { prefix: prefix.slice(0, -edit.count), suffix };
    case "accept":
      return { prefix: prefix + suggestion.slice(0, edit.count), suffix };
    case "move": {
      const text = prefix + suffix;
      const cursor = Math.min(text.length, Math.max(0, prefix.length + edit.by));
      return { prefix: text.slice(0, cursor), suffix: text.slice(cursor) };
    }
  }
}

type EditOf = typeof edits extends fc.Arbitrary<readonly (infer Edit)[]> ? Edit : never;

it(
  "a request finds what an engine that has just started would find",
  { timeout: 300_000 },
  async () => {
    const session = fc.record({
      edits,
      format: formats,
      seed: fc.nat(1000),
      temperature: fc.constantFrom(0, 0.9),
      healing: fc.constantFrom("exact", "exact", "token-healing", "none"),
    });
    let numSuggestions = 0;
    let numDivergent = 0;
    await fc.assert(
      fc.asyncProperty(session, async ({ edits: script, format, seed, temperature, healing }) => {
        const warm = completer(seed, format);
        let place: Place = { prefix: "return foo(12);\n  cons", suffix: "\nreturn;\n" };
        let suggestion = "";
        for (const edit of script) {
          place = edited(place, edit, suggestion);
          const request = { documentId: "a.ts", path: "a.ts", shape: "line" as const, ...place };
          const options = { ...defaultOptions, temperature, seed, healing, maxTokens: 4 };
          const outcome = await warm.complete(request, options, neverCancelled);
          const plain = { ...options, strategy: "autoregressive" };
          const cold = await completer(seed, format).complete(request, plain, neverCancelled);
          suggestion = outcome.kind === "suggestion" ? outcome.text : "";
          expect(suggestion).toBe(cold.kind === "suggestion" ? cold.text : "");
          expect(outcome.stats?.divergences).toEqual(cold.stats?.divergences);
          if (suggestion !== "") numSuggestions += 1;
          numDivergent += Object.keys(outcome.stats?.divergences ?? {}).length;
        }
      }),
      fixedRuns(1000),
    );
    // The model writes tokens as it likes, so many a text is not in its canonical tokens: that is what must do no harm.
    expect(numSuggestions).toBeGreaterThan(500);
    expect(numDivergent).toBeGreaterThan(100);
  },
);
