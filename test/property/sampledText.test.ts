import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldBytes } from "../../src/core/constrain/heldBytes";
import { autoregressive } from "../../src/core/decode/autoregressive";
import { blockVerification } from "../../src/core/decode/blockVerification";
import type { DecodeRequest, DecodeResult } from "../../src/core/decode/decodeRequest";
import { noRules } from "../../src/core/sample/samplingRules";
import { fixedRuns, logits, prompts } from "../support/arbitraries";
import { chiSquareP } from "../support/chiSquare";
import { decodeOnce, takeAll } from "../support/decodeOnce";
import { FakeModel, hashLogits, type LogitsOf } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { softmax } from "../support/tableModel";
import { weighedStrategies } from "../support/weighedStrategies";

const { size } = pieceVocabulary;

async function decode(
  logitsOf: LogitsOf,
  draftLogits: LogitsOf,
  request: Partial<DecodeRequest>,
  vocabSize = size,
): Promise<DecodeResult> {
  const model = new FakeModel({ vocabSize, logitsOf, maxLength: 500 });
  const draft = {
    model: new FakeModel({ vocabSize, logitsOf: draftLogits, maxLength: 500 }),
    onFailure: (error: unknown): void => {
      throw error;
    },
  };
  return decodeOnce(model, request, { endTokens: new Set([END]), draft });
}

describe("drafts that are weighed", () => {
  const requests = fc.oneof(
    fc.record({ temperature: fc.constant(0) }),
    fc.record({
      temperature: fc.constant(0),
      sampling: fc.constant({ ...noRules, repetitionPenalty: 1.3 }),
    }),
    fc.record({
      temperature: fc.constantFrom(0.7, 1),
      sampling: fc.constant({ ...noRules, watermarkKey: "a key" }),
    }),
  );

  it("leave the text as it is, token for token, where nothing is drawn or a watermark is wanted", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...weighedStrategies),
        logits,
        logits,
        requests,
        prompts,
        async (strategy, logitsOf, draftLogits, request, prompt) => {
          const asked = { ...request, prompt, maxTokens: 25, seed: 9 };
          const plain = await decode(logitsOf, draftLogits, { ...asked, strategy: autoregressive });
          const drafted = await decode(logitsOf, draftLogits, { ...asked, strategy });
          expect(drafted.tokens).toEqual(plain.tokens);
          expect(drafted.stoppedBy).toBe(plain.stoppedBy);
        },
      ),
      fixedRuns(200),
    );
  });

  it("spell the bytes that are held, at a temperature too", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...weighedStrategies),
        logits,
        fc.constantFrom("a", "cab", "(\n", "é)"),
        async (strategy, logitsOf, held) => {
          const bytes = new TextEncoder().encode(held);
          const { tokens } = await decode(logitsOf, hashLogits({ seed: 4, vocabSize: size }), {
            ...{ strategy, temperature: 1, maxTokens: 20, numHeldBytes: bytes.length },
            constraint: heldBytes(bytes, pieceVocabulary),
          });
          const spelt = Array.from(tokens).flatMap((t) => Array.from(pieceVocabulary.bytesOf(t)));
          const num = Math.min(bytes.length, spelt.length);
          expect(spelt.slice(0, num)).toEqual(Array.from(bytes).slice(0, num));
        },
      ),
      fixedRuns(100),
    );
  });

  it.each(weighedStrategies)(
    "repeat themselves with the same seed at a temperature: $id",
    async (strategy) => {
      const logitsOf = hashLogits({ seed: 2, vocabSize: size, order: 2 });
      const draftLogits = hashLogits({ seed: 3, vocabSize: size, order: 2 });
      const texts = new Set<string>();
      for (const seed of [1, 1, 2, 3]) {
        const request = { strategy, temperature: 1, seed, maxTokens: 30 };
        texts.add(Array.from((await decode(logitsOf, draftLogits, request)).tokens).join(" "));
      }
      expect(texts.size).toBe(3);
    },
  );
});

describe("what is checked of drafts that are weighed", () => {
  it("does not depend on what was drawn, though it may be more than pays", async () => {
    const vocabSize = 5;
    const flat: LogitsOf = () => new Float32Array(vocabSize);
    const model = new FakeModel({ vocabSize, logitsOf: flat });
    const draft = {
      model: new FakeModel({ vocabSize, logitsOf: flat, topK: vocabSize }),
      onFailure: (): void => undefined,
    };
    const sizing = { ...takeAll, choose: () => 0 };
    const numDrafted = async (temperature: number): Promise<number> => {
      const request = { strategy: blockVerification, temperature, maxTokens: 21 };
      return (await decodeOnce(model, request, { draft, sizing })).stats.numDraftTokens;
    };
    expect(await numDrafted(0)).toBe(0);
    // Both models say the same, so all is accepted: five passes of three drafts, and one of nothing more.
    expect(await numDrafted(1)).toBe(15);
  });

  it("comes with the whole rows that weighing reads", async () => {
    const model = new FakeModel({
      vocabSize: size,
      logitsOf: hashLogits({ seed: 1, vocabSize: size }),
    });
    const draft = { model, onFailure: (): void => undefined };
    const target = new FakeModel({
      vocabSize: size,
      logitsOf: hashLogits({ seed: 2, vocabSize: size }),
    });
    for (const strategy of weighedStrategies) {
      await decodeOnce(target, { strategy, temperature: 1, maxTokens: 20 }, { draft });
    }
    expect(target.numFullRows).toBe(0);
  });
});

describe("the decoder's tokens from weighed drafts, 50,400 of them", () => {
  const vocabSize = 5;
  const temperature = 0.8;
  /** Rows that depend on the last two tokens, so smooth that all tokens come up but the end. */
  const rowsOf =
    (seed: number): LogitsOf =>
    (context) => {
      const row = hashLogits({ seed, vocabSize, order: 2 })(context).map((x) => x / 4);
      row[END] = -30;
      return row;
    };

  it.each(weighedStrategies)("are drawn from the model's rows: $id", async (strategy) => {
    const counts = new Map<string, Map<string, number>>();
    for (let seed = 0; seed < 18; seed++) {
      const request = { strategy, temperature, seed, maxTokens: 400 };
      const { tokens } = await decode(rowsOf(1), rowsOf(2), request, vocabSize);
      for (let i = 2; i < tokens.length; i++) {
        const context = tokens.subarray(i - 2, i).join(" ");
        const next = String(tokens[i]);
        const behind = counts.get(context) ?? new Map<string, number>();
        behind.set(next, (behind.get(next) ?? 0) + 1);
        counts.set(context, behind);
      }
    }
    expect(counts.size).toBe(16);
    const pValues = Array.from(counts, ([context, behind]) => {
      const row = softmax(rowsOf(1)(context.split(" ").map(Number)), temperature);
      return chiSquareP(behind, new Map(row.map((p, token) => [String(token), p])));
    });
    // Of the 16 p-values of each strategy the least is below 1e-5 in one set of seeds of a thousand.
    expect(Math.min(...pValues)).toBeGreaterThan(1e-5);
  });
});
