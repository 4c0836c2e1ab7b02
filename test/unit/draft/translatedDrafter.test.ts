import { describe, expect, it } from "vitest";
import { Completer } from "../../../src/core/complete/completer";
import { findMarks } from "../../../src/core/complete/fimMarks";
import { defaultOptions, type CompletionOptions } from "../../../src/core/complete/request";
import type { DraftModel } from "../../../src/core/draft/draftModel";
import { TranslatedDrafter } from "../../../src/core/draft/translatedDrafter";
import type { FimFormat } from "../../../src/core/model/fimFormat";
import { neverCancelled } from "../../../src/core/ports";
import { authorModel } from "../../support/authorModel";
import { aRequest } from "../../support/completionFixtures";
import { draftOnce } from "../../support/draftOnce";
import { plainDraftRequest } from "../../support/draftToy";
import { FakeClock } from "../../support/fakeClock";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { toyFormat } from "../../support/toyFormat";
import { ToyVocabulary } from "../../support/toyVocabulary";
import { wordyVocabulary } from "../../support/wordyVocabulary";

const to = new ToyVocabulary();
const from = wordyVocabulary;

const document =
  "const abc = 12;\nfunction foo(foo) {\n  let x = (foo) => 123;\n  return foo(abc, 12);\n}\n";

interface Toy {
  readonly completer: Completer;
  readonly model: FakeModel;
  readonly draftModel: FakeModel;
  readonly failures: unknown[];
}

/** A model that wants to write the document, and one of other tokens that drafts for it. */
function toy(parts: { readonly draftModel?: FakeModel; readonly format?: FimFormat } = {}): Toy {
  const { format = toyFormat } = parts;
  const model = authorModel(document, { vocabulary: to, marks: findMarks(toyFormat, to) });
  const draftModel =
    parts.draftModel ?? authorModel(document, { vocabulary: from, marks: findMarks(format, from) });
  const failures: unknown[] = [];
  const draft: DraftModel = {
    model: draftModel,
    translation: { from, format, to },
    onFailure: (error) => failures.push(error),
  };
  const completer = new Completer({
    ...{ model, vocabulary: to, format: toyFormat, draft },
    clock: new FakeClock(),
  });
  return { completer, model, draftModel, failures };
}

/** The cursor behind `before`, which stands in the document once. */
function cursorBehind(before: string): ReturnType<typeof aRequest> {
  const cursor = document.indexOf(before) + before.length;
  return aRequest({
    prefix: document.slice(0, cursor),
    suffix: "",
    shape: "block",
  });
}

const options: CompletionOptions = { ...defaultOptions, strategy: "draft-model", maxTokens: 24 };

describe("a draft model of another vocabulary", () => {
  it("drafts what it would write itself, in the tokens of the other", async () => {
    const { completer, failures } = toy();
    const request = cursorBehind("let x");
    const drafted = await completer.complete(request, options, neverCancelled);
    const plain = await toy().completer.complete(
      request,
      { ...options, strategy: "autoregressive" },
      neverCancelled,
    );
    expect(failures).toEqual([]);
    expect({ ...drafted, stats: 0 }).toEqual({ ...plain, stats: 0 });
    expect(drafted.stats?.numRecoveredTokens).toBe(0);
    expect(drafted.stats?.numPasses).toBeLessThanOrEqual((plain.stats?.numPasses ?? 0) / 2);
  });

  it("goes on where a draft was kept, and runs no token of its own twice", async () => {
    const { completer, draftModel } = toy();
    const request = cursorBehind("let x");
    const outcome = await completer.complete(request, options, neverCancelled);
    expect(outcome.stats?.numRecoveredTokens).toBe(0);
    const numPrompt = draftModel.cachedLength - draftModel.numNodes;
    expect(numPrompt).toBeLessThanOrEqual(0);
    expect(draftModel.numNodes).toBe(draftModel.cachedLength);
  });

  it.each(["let x = (fo", "let x = (foo) => 1", "  ret", "return foo(ab", "const"])(
    "helps where the cursor cuts a token in two, behind `%s`",
    async (before) => {
      const { completer, failures } = toy();
      const request = cursorBehind(before);
      const drafted = await completer.complete(request, options, neverCancelled);
      const plain = await toy().completer.complete(
        request,
        { ...options, strategy: "autoregressive" },
        neverCancelled,
      );
      expect(failures).toEqual([]);
      expect({ ...drafted, stats: 0 }).toEqual({ ...plain, stats: 0 });
      expect(drafted.stats?.numAcceptedTokens).toBeGreaterThan(0);
    },
  );

  it("is asked in its own format, and drafts although it has no marks", async () => {
    const { completer, failures } = toy({
      format: {
        tokens: undefined,
        end: ["<end>"],
        layout: "prefix-first",
        holeStart: "cursor",
      },
    });
    const outcome = await completer.complete(cursorBehind("let x"), options, neverCancelled);
    expect(failures).toEqual([]);
    expect(outcome.stats?.numAcceptedTokens).toBeGreaterThan(0);
  });

  it("drafts nothing where its text is no more likely than any other", async () => {
    const draftModel = new FakeModel({
      vocabSize: from.size,
      logitsOf: () => new Float32Array(from.size),
    });
    const { completer, failures } = toy({ draftModel });
    const outcome = await completer.complete(cursorBehind("let x"), options, neverCancelled);
    expect(failures).toEqual([]);
    expect(outcome.stats?.numDraftTokens).toBe(0);
  });

  it("drafts text up to where it ends it", async () => {
    const end = from.specialToken("<end>") ?? -1;
    const text = from.encode(" = (");
    const draftModel = new FakeModel({
      vocabSize: from.size,
      logitsOf: (context) => {
        const written = context.length - 1 - context.lastIndexOf(from.encode("x")[0] ?? -1);
        return Float32Array.from({ length: from.size }, (_, token) =>
          token === (text[written] ?? end) ? 20 : 0,
        );
      },
    });
    const { completer } = toy({ draftModel });
    const outcome = await completer.complete(
      cursorBehind("let x"),
      { ...options, maxTokens: 8 },
      neverCancelled,
    );
    expect(outcome.stats?.numAcceptedTokens).toBeGreaterThan(0);
  });

  it("is left out of a request in which it fails, and asked again in the next", async () => {
    const { completer, draftModel, failures } = toy();
    draftModel.beforeForward = () => {
      if (draftModel.numForwards === 2) throw new Error("no memory");
    };
    const request = cursorBehind("let x");
    const outcome = await completer.complete(request, options, neverCancelled);
    expect(failures).toEqual([new Error("no memory")]);
    expect(outcome.kind).toBe("suggestion");
    draftModel.beforeForward = undefined;
    const next = await completer.complete(request, options, neverCancelled);
    expect(failures).toHaveLength(1);
    expect(next.stats?.numAcceptedTokens).toBeGreaterThan(0);
  });

  it("reads its prompt while the other's is fed, and pays for what differs only", async () => {
    const { completer, draftModel } = toy();
    await completer.warm(cursorBehind("let x"), options, neverCancelled);
    const numRead = draftModel.numNodes;
    expect(numRead).toBeGreaterThan(10);
    await completer.warm(cursorBehind("let x ="), options, neverCancelled);
    expect(draftModel.numNodes - numRead).toBeLessThan(4);
  });

  it("tells of a model that has no room for a prompt, and drafts nothing", async () => {
    const draftModel = new FakeModel({
      vocabSize: from.size,
      maxLength: 20,
      logitsOf: hashLogits({ seed: 1, vocabSize: from.size }),
    });
    const { completer, failures } = toy({ draftModel });
    const outcome = await completer.complete(cursorBehind("let x"), options, neverCancelled);
    expect(failures).toHaveLength(1);
    expect(outcome.stats?.numDraftTokens).toBe(0);
  });

  it.each([
    { passMs: 1, numDrafts: 4 },
    { passMs: 1000, numDrafts: 0 },
  ])(
    "drafts $numDrafts tokens where its passes take $passMs ms and the other's 100",
    async ({ passMs, numDrafts }) => {
      const clock = new FakeClock();
      const { draftModel, failures } = toy();
      draftModel.beforeForward = () => {
        clock.nowMs += passMs;
      };
      const translation = { from, format: toyFormat, to };
      const onFailure = (error: unknown): unknown => failures.push(error);
      const drafter = new TranslatedDrafter({
        draft: { model: draftModel, translation, onFailure },
        ...{ clock, minProbability: 0.1, costOf: () => 100 },
      });
      const asked = { ...plainDraftRequest, document: cursorBehind("let x") };
      const root = to.encode("x")[0] ?? -1;
      const limits = { maxDrafts: 4, maxDepth: 4 };
      const draft = async (): Promise<number> => {
        drafter.begin(Int32Array.of(root), asked);
        return (await draftOnce(drafter, root, limits)).tree.size - 1;
      };
      // The first draft finds out what a pass takes.
      expect(await draft()).toBeGreaterThan(0);
      expect(await draft()).toBe(numDrafts);
      expect(failures).toEqual([]);
    },
  );
});
