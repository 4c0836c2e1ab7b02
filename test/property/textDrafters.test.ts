import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptedTexts } from "../../src/core/decode/acceptedTexts";
import { autoregressive } from "../../src/core/decode/autoregressive";
import type { DecodeRequest } from "../../src/core/decode/decodeRequest";
import { promptNgrams } from "../../src/core/decode/promptNgrams";
import type { Strategy } from "../../src/core/decode/strategy";
import { suffixAutomaton } from "../../src/core/decode/suffixAutomaton";
import { workspace } from "../../src/core/decode/workspace";
import { AcceptedTexts } from "../../src/core/draft/acceptedTexts";
import { WorkspaceTexts } from "../../src/core/draft/workspaceTexts";
import { fixedRuns, logits, prompts } from "../support/arbitraries";
import { decodeOnce, decoderOf, requestOf } from "../support/decodeOnce";
import { writerOf } from "../support/draftAlong";
import { FakeModel, type LogitsOf } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";

const vocabSize = pieceVocabulary.size;
const ofText: readonly Strategy[] = [suffixAutomaton, promptNgrams, workspace, acceptedTexts];

/** Both stores over the same texts. */
function storesOf(texts: readonly Int32Array[]): {
  readonly texts: WorkspaceTexts;
  readonly accepted: AcceptedTexts;
} {
  const stores = { texts: new WorkspaceTexts(), accepted: new AcceptedTexts() };
  for (const [i, tokens] of texts.entries()) {
    stores.texts.set(String(i), tokens);
    stores.accepted.add(tokens);
  }
  return stores;
}

/** How many passes each strategy takes for a text that is in the stores. */
async function passesFor(
  logitsOf: LogitsOf,
  request: Partial<DecodeRequest>,
  texts: readonly Int32Array[] = [],
): Promise<Record<string, number>> {
  const passes: Record<string, number> = {};
  for (const strategy of ofText) {
    const model = new FakeModel({ vocabSize, logitsOf });
    const { stats } = await decodeOnce(model, { ...request, strategy }, storesOf(texts));
    passes[strategy.id] = stats.numPasses;
  }
  return passes;
}

describe("drafting from text", () => {
  it("changes no text, whatever the stores hold and the request says of its surroundings", async () => {
    const hints = fc.record(
      {
        before: fc.option(prompts, { nil: undefined }),
        suffix: fc.option(prompts, { nil: undefined }),
      },
      { requiredKeys: [] },
    );
    const session = fc.array(
      fc.record({
        numShared: fc.integer({ min: 0, max: 40 }),
        typed: prompts,
        hints,
        learnt: prompts,
        temperature: fc.constantFrom(0, 0.7, 1.2),
        maxTokens: fc.integer({ min: 1, max: 30 }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(
        logits,
        fc.constantFrom(...ofText),
        session,
        async (logitsOf, strategy, requests) => {
          const endTokens = new Set([END]);
          const stores = storesOf([]);
          const decoder = decoderOf(new FakeModel({ vocabSize, logitsOf }), {
            ...stores,
            endTokens,
          });
          let text: readonly number[] = [];
          for (const { numShared, typed, learnt, ...rest } of requests) {
            const prompt = Int32Array.from([...text.slice(0, numShared), ...typed]);
            const request = requestOf({ ...rest, prompt, strategy });
            const drafted = await decoder.decode(request);
            const plain = await decodeOnce(
              new FakeModel({ vocabSize, logitsOf }),
              { ...request, strategy: autoregressive },
              { endTokens },
            );
            expect(drafted.tokens).toEqual(plain.tokens);
            expect(drafted.stoppedBy).toBe(plain.stoppedBy);
            text = [...prompt, ...plain.tokens];
            // What is learnt between two requests is half of it the very text.
            stores.texts.set(String(learnt.length % 3), Int32Array.from([...learnt, ...text]));
            stores.accepted.add(plain.tokens);
          }
        },
      ),
      fixedRuns(200),
    );
  });

  it("takes one pass for 33 tokens that another file or an accepted suggestion holds", async () => {
    const text = Array.from({ length: 40 }, (_, i) => 2 + ((i * i + (i >> 2)) % (vocabSize - 2)));
    const [head, rest] = [text.slice(0, 4), text.slice(4)];
    const passes = await passesFor(
      writerOf(rest, head.length),
      { prompt: Int32Array.from(head), maxTokens: 34 },
      [Int32Array.from(text), Int32Array.from(text), Int32Array.from(text)],
    );
    expect(passes["workspace"]).toBe(2);
    // It is as sure as three times make it, and drafts a few tokens at a time.
    expect(passes["accepted"]).toBeLessThan(12);
    expect(passes["suffix-automaton"]).toBeGreaterThan(25);
  });

  it("takes one pass for 33 tokens that the prompt holds already, and for a text that repeats itself", async () => {
    const text = Array.from({ length: 40 }, (_, i) => 2 + ((i * i + (i >> 2)) % (vocabSize - 2)));
    const prompt = Int32Array.from([...text, ...text.slice(0, 6)]);
    const copied = await passesFor(writerOf(text.slice(6), prompt.length), {
      prompt,
      maxTokens: 34,
    });
    expect(copied["suffix-automaton"]).toBe(2);
    const period = Array.from({ length: 90 }, (_, i) => 2 + (i % 3));
    const periodic = await passesFor(writerOf(period, 1), {
      prompt: Int32Array.of(9),
      maxTokens: 70,
    });
    expect(periodic["suffix-automaton"]).toBe(4 + 2);
    expect(periodic["prompt-n-grams"]).toBe(4 + 2);
    expect(periodic["workspace"]).toBe(70);
  });
});
