import { describe, expect, it } from "vitest";
import { candidateName } from "../../../src/core/alternatives/candidateName";
import { Completer } from "../../../src/core/complete/completer";
import type { Outcome, Suggestion } from "../../../src/core/complete/outcome";
import {
  defaultOptions,
  type CompletionOptions,
  type CompletionRequest,
} from "../../../src/core/complete/request";
import { invariant } from "../../../src/core/errors";
import { neverCancelled, type Cancellation } from "../../../src/core/ports";
import { FakeClock } from "../../support/fakeClock";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { toyFormat } from "../../support/toyFormat";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();

/** A model that writes small letters and line breaks at random. */
function aModel(): FakeModel {
  const { size } = vocabulary;
  const random = hashLogits({ seed: 11, vocabSize: size, order: 2 });
  return new FakeModel({
    vocabSize: size,
    topK: 8,
    logitsOf: (context) =>
      random(context).map((logit, token) =>
        (token >= 97 && token < 123) || token === 10 ? logit : -30,
      ),
  });
}

const request: CompletionRequest = {
  documentId: "a.ts",
  path: "a.ts",
  prefix: "let foo = (",
  suffix: "\n",
  shape: "line",
};

async function complete(
  changes: Partial<CompletionRequest> & Partial<CompletionOptions> = {},
  parts: { readonly model?: FakeModel; readonly cancellation?: Cancellation } = {},
): Promise<Outcome> {
  const { shown, ...options } = changes;
  const completer = new Completer({
    model: parts.model ?? aModel(),
    vocabulary,
    format: toyFormat,
    clock: new FakeClock(1),
  });
  return completer.complete(
    { ...request, ...(shown && { shown }) },
    { ...defaultOptions, maxTokens: 8, ...options },
    parts.cancellation ?? neverCancelled,
  );
}

async function suggestion(changes: Parameters<typeof complete>[0] = {}): Promise<Suggestion> {
  const outcome = await complete(changes);
  invariant(outcome.kind === "suggestion", "the model has something to say");
  return outcome;
}

describe("alternatives of a completion", () => {
  it("are not looked for unless asked for", async () => {
    const outcome = await suggestion();
    expect(outcome.alternatives).toBeUndefined();
    expect(outcome.cost).toBeUndefined();
  });

  it("stand behind the greedy text, also above temperature 0", async () => {
    const { text } = await suggestion();
    for (const temperature of [0, 0.7]) {
      const {
        alternatives = [],
        cost,
        ...first
      } = await suggestion({
        numCandidates: 4,
        temperature,
      });
      expect(first.text).toBe(text);
      expect(alternatives).toHaveLength(3);
      expect(new Set([text, ...alternatives].map(candidateName)).size).toBe(4);
      expect(cost?.numPromptTokens).toBe(0);
      expect(cost?.numPasses).toBeGreaterThan(0);
      expect(cost?.numNodes).toBeGreaterThan(cost?.numPasses ?? NaN);
    }
  });

  it("are something else than what was shown, told or not", async () => {
    const before = await suggestion({ numCandidates: 3 });
    const shown = [before.text, ...(before.alternatives ?? [])];
    for (const tellsShown of [true, false]) {
      const after = await suggestion({ numCandidates: 3, shown, tellsShown });
      const texts = [after.text, ...(after.alternatives ?? [])];
      expect(texts).toHaveLength(3);
      expect(new Set([...shown, ...texts].map(candidateName)).size).toBe(6);
      expect((after.cost?.numPromptTokens ?? NaN) > 0).toBe(tellsShown);
    }
  });

  it("show one other text where one is asked for", async () => {
    const { text } = await suggestion();
    const other = await suggestion({ shown: [text], tellsShown: false });
    expect(candidateName(other.text)).not.toBe(candidateName(text));
    expect(other.alternatives).toEqual([]);
  });

  it("cost nothing where the greedy text is new and all that is wanted", async () => {
    const { text } = await suggestion();
    const again = await suggestion({
      shown: ["something that is not written here"],
      tellsShown: false,
    });
    expect(again.text).toBe(text);
    expect(again.alternatives).toEqual([]);
    expect(again.cost).toEqual({ numPromptTokens: 0, numPasses: 0, numNodes: 0, ms: 0 });
  });

  it("leave the next request what it would have been", async () => {
    const model = aModel();
    const completer = new Completer({
      model,
      vocabulary,
      format: toyFormat,
      clock: new FakeClock(1),
    });
    const options = { ...defaultOptions, maxTokens: 8 };
    await completer.complete(request, { ...options, numCandidates: 4 }, neverCancelled);
    const typed = { ...request, prefix: `${request.prefix}a` };
    const warm = await completer.complete(typed, options, neverCancelled);
    const cold = await new Completer({
      model: aModel(),
      vocabulary,
      format: toyFormat,
      clock: new FakeClock(1),
    }).complete(typed, options, neverCancelled);
    const textOf = (outcome: Outcome): string => (outcome.kind === "none" ? "" : outcome.text);
    expect(textOf(warm)).toBe(textOf(cold));
  });

  it("end in nothing when they are cancelled", async () => {
    const model = aModel();
    let isCancelled = false;
    const numFirst = (await suggestion()).stats.numPasses;
    model.beforeForward = () => {
      // The prompt takes one pass or two; well behind the first text the user goes on typing.
      if (model.numForwards > numFirst + 3) isCancelled = true;
    };
    const outcome = await complete(
      { numCandidates: 5 },
      {
        model,
        cancellation: {
          get isCancelled() {
            return isCancelled;
          },
        },
      },
    );
    expect(outcome).toMatchObject({ kind: "none", reason: "cancelled" });
  });
});
