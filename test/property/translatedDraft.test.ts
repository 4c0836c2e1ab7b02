import fc from "fast-check";
import { expect, it } from "vitest";
import { findMarks } from "../../src/core/complete/fimMarks";
import { Completer } from "../../src/core/complete/completer";
import { defaultOptions } from "../../src/core/complete/request";
import type { DraftModel } from "../../src/core/draft/draftModel";
import { healings } from "../../src/core/heal/healings";
import { fimLayouts, holeStarts, type FimFormat } from "../../src/core/model/fimFormat";
import { neverCancelled } from "../../src/core/ports";
import { fixedRuns } from "../support/arbitraries";
import { authorModel } from "../support/authorModel";
import { aRequest } from "../support/completionFixtures";
import { FakeClock } from "../support/fakeClock";
import { FakeModel, hashLogits } from "../support/fakeModel";
import { toyFormat } from "../support/toyFormat";
import { ToyVocabulary } from "../support/toyVocabulary";
import { wordyVocabulary } from "../support/wordyVocabulary";

const to = new ToyVocabulary();
const from = wordyVocabulary;

/** Characters of two to four bytes, and words that the two vocabularies cut in different places. */
const text =
  "const abc = 12;\nfunction foo() {\n  let é = '€😀';\n  return foo(abc, é);\n}\n// return foo 123\n";

const marks = findMarks(toyFormat, to);
const hashed = (seed: number): FakeModel =>
  new FakeModel({
    vocabSize: to.size,
    logitsOf: hashLogits({ seed, vocabSize: to.size, order: 3 }),
  });
const targets = {
  author: () => authorModel(text, { vocabulary: to, marks }),
  hash: () => hashed(4),
};

const formats = fc.record({
  tokens: fc.constantFrom(toyFormat.tokens, undefined),
  end: fc.constant(toyFormat.end),
  layout: fc.constantFrom(...fimLayouts),
  holeStart: fc.constantFrom(...holeStarts),
});

const sessions = fc.record({
  target: fc.constantFrom("author" as const, "hash" as const),
  draft: fc.constantFrom("author" as const, "hash" as const),
  format: formats,
  healing: fc.constantFrom(...healings.map(({ id }) => id)),
  temperature: fc.constantFrom(0, 0, 0.8),
  requests: fc.array(
    fc.record({
      cursor: fc.integer({ min: 1, max: text.length - 1 }),
      hasSuffix: fc.boolean(),
      fate: fc.constantFrom("none", "none", "cancel", "fail"),
      afterPasses: fc.integer({ min: 1, max: 8 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

function draftOf(kind: "author" | "hash", format: FimFormat): FakeModel {
  if (kind === "author") {
    return authorModel(text, { vocabulary: from, marks: findMarks(format, from) });
  }
  const logitsOf = hashLogits({ seed: 7, vocabSize: from.size, order: 2 });
  return new FakeModel({ vocabSize: from.size, logitsOf });
}

it("a draft through text changes no text, wherever the cursor is and whatever becomes of it", async () => {
  let numAccepted = 0;
  await fc.assert(
    fc.asyncProperty(sessions, async (session) => {
      const { format, healing, temperature } = session;
      const draftModel = draftOf(session.draft, format);
      const draft: DraftModel = {
        model: draftModel,
        translation: { from, format, to },
        onFailure: () => undefined,
      };
      const parts = { vocabulary: to, format: toyFormat };
      const completer = new Completer({
        ...parts,
        model: targets[session.target](),
        clock: new FakeClock(),
        draft,
      });
      const options = { ...defaultOptions, healing, temperature, maxTokens: 12 };
      for (const { cursor, hasSuffix, fate, afterPasses } of session.requests) {
        const request = aRequest({
          prefix: text.slice(0, cursor),
          suffix: hasSuffix ? text.slice(cursor + 9) : "",
          shape: "block",
        });
        const cancellation = { isCancelled: false };
        const first = draftModel.numForwards;
        draftModel.beforeForward = () => {
          if (fate === "none" || draftModel.numForwards - first < afterPasses) return;
          if (fate === "fail") throw new Error("struck");
          cancellation.isCancelled = true;
        };
        const drafted = await completer.complete(
          request,
          { ...options, strategy: "draft-model" },
          cancellation,
        );
        numAccepted += drafted.stats?.numAcceptedTokens ?? 0;
        if (cancellation.isCancelled) continue;
        const plain = await new Completer({
          ...parts,
          model: targets[session.target](),
          clock: new FakeClock(),
        }).complete(request, { ...options, strategy: "autoregressive" }, neverCancelled);
        expect({ ...drafted, stats: 0 }).toEqual({ ...plain, stats: 0 });
      }
    }),
    fixedRuns(40),
  );
  expect(numAccepted).toBeGreaterThan(30);
});
