import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auto } from "../../src/core/decode/auto";
import { autoregressive } from "../../src/core/decode/autoregressive";
import type { DecodeRequest, DecodeResult } from "../../src/core/decode/decodeRequest";
import type { Strategy } from "../../src/core/decode/strategy";
import { CombinedDrafter } from "../../src/core/draft/combinedDrafter";
import type { DraftBuilder } from "../../src/core/draft/draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "../../src/core/draft/drafter";
import type { Clock } from "../../src/core/ports";
import type { StepOutput } from "../../src/core/model/languageModel";
import { anyStrategy, fixedRuns, logits, prompts } from "../support/arbitraries";
import { decodeOnce } from "../support/decodeOnce";
import { FakeClock } from "../support/fakeClock";
import { FakeModel, hashLogits } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { seededRandom } from "../support/randomTree";
import { garbageStrategy, ScriptedDrafter, strategyOf } from "../support/scriptedDrafter";
import { constantModel } from "../support/tableModel";

const vocabSize = pieceVocabulary.size;

/** Passes take as long as it pleases. */
function erraticClock(seed: number): Clock {
  const random = seededRandom(seed);
  let nowMs = 0;
  return { now: () => (nowMs += 10 ** (3 * random() - 1)) };
}

/** Passes everything on, and throws at the n-th call of any kind. */
class FailingDrafter implements Drafter {
  readonly name = "failing";
  readonly numPromptRows: number;
  readonly #inner: Drafter;
  #numLeft: number;

  constructor(inner: Drafter, numCalls: number) {
    this.#inner = inner;
    this.#numLeft = numCalls;
    this.numPromptRows = inner.numPromptRows;
  }

  begin(tokens: Int32Array, request: DraftRequest): void {
    this.#strike();
    this.#inner.begin(tokens, request);
  }

  observePrompt(output: StepOutput, rows: Int32Array): void {
    this.#strike();
    this.#inner.observePrompt(output, rows);
  }

  draft(into: DraftBuilder): void | Promise<void> {
    this.#strike();
    return this.#inner.draft(into);
  }

  observe(step: VerifiedStep): void {
    this.#strike();
    this.#inner.observe(step);
  }

  #strike(): void {
    this.#numLeft -= 1;
    if (this.#numLeft === 0) throw new Error("struck");
  }
}

const requests = fc.record({
  prompt: prompts,
  temperature: fc.constantFrom(0, 0.8),
  seed: fc.integer({ min: 0, max: 1e6 }),
  maxTokens: fc.integer({ min: 1, max: 40 }),
});

/** What a user sees; drafts are sized by cost, not as large as they may be. */
async function textOf(
  model: FakeModel,
  request: Partial<DecodeRequest>,
  clockSeed: number,
): Promise<Pick<DecodeResult, "tokens" | "stoppedBy">> {
  const { tokens, stoppedBy } = await decodeOnce(model, request, {
    endTokens: new Set([END]),
    clock: erraticClock(clockSeed),
    sizing: undefined,
    onDrafterFailure: undefined,
  });
  return { tokens, stoppedBy };
}

describe("the sizes of drafts", () => {
  it("change no text, whatever the clock shows", async () => {
    await fc.assert(
      fc.asyncProperty(
        logits,
        requests,
        anyStrategy,
        fc.nat(1e6),
        async (logitsOf, request, strategy, clockSeed) => {
          const model = (): FakeModel => new FakeModel({ vocabSize, logitsOf, maxLength: 70 });
          const plain = await textOf(model(), { ...request, strategy: autoregressive }, 1);
          for (const seed of [clockSeed, clockSeed + 1]) {
            expect(await textOf(model(), { ...request, strategy }, seed)).toEqual(plain);
          }
        },
      ),
      fixedRuns(120),
    );
  });

  it("change no text where drafters fail, alone or among others", async () => {
    const failures = fc.record({
      numCalls: fc.integer({ min: 1, max: 12 }),
      isAlone: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        logits,
        requests,
        fc.tuple(anyStrategy, anyStrategy),
        failures,
        async (logitsOf, request, [first, second], { numCalls, isAlone }) => {
          const told: unknown[] = [];
          const strategy: Strategy = {
            ...first,
            createDrafter: (context) => {
              const failing = new FailingDrafter(first.createDrafter(context), numCalls);
              if (isAlone) return failing;
              const onFailure = (_: string, error: unknown): unknown => told.push(error);
              return new CombinedDrafter([failing, second.createDrafter(context)], onFailure);
            },
          };
          const model = (): FakeModel => new FakeModel({ vocabSize, logitsOf });
          const plain = await textOf(model(), { ...request, strategy: autoregressive }, 1);
          expect(await textOf(model(), { ...request, strategy }, 1)).toEqual(plain);
          for (const error of told) expect(error).toEqual(new Error("struck"));
        },
      ),
      fixedRuns(120),
    );
  });
});

describe("what sized drafts cost", () => {
  /** Milliseconds of 400 tokens on a machine where passes cost what they usually do: 10 ms, and 1.5 ms for each further node. */
  async function msWith(strategy: Strategy, order: 1 | undefined): Promise<number> {
    const clock = new FakeClock();
    const logitsOf = hashLogits({ seed: 4, vocabSize, ...(order && { order }) });
    const model = new FakeModel({ vocabSize, logitsOf, topK: 8 });
    const forward = model.forward.bind(model);
    model.forward = (tree, ...rest) => {
      clock.nowMs += 8.5 + 1.5 * tree.size;
      return forward(tree, ...rest);
    };
    const { stats } = await decodeOnce(
      model,
      { prompt: Int32Array.of(5), strategy, maxTokens: 400 },
      { clock, sizing: undefined },
    );
    return stats.decodeMs;
  }

  it("is hardly more than nothing where all guesses are garbage", async () => {
    const plainMs = await msWith(autoregressive, undefined);
    expect(plainMs).toBe(4000);
    for (let seed = 0; seed < 5; seed++) {
      const garbage = garbageStrategy({ seed, vocabSize }, { maxDrafts: 16, maxDepth: 6 });
      expect(await msWith(garbage, undefined)).toBeLessThan(1.06 * plainMs);
    }
    expect(await msWith(auto, undefined)).toBeLessThan(1.06 * plainMs);
  });

  it("is far less where text repeats itself", async () => {
    expect(await msWith(auto, 1)).toBeLessThan(0.4 * (await msWith(autoregressive, 1)));
  });
});

describe("the tokens that a draft is expected to gain", () => {
  const probabilities = [0.5, 0.3, 0.2];

  /** Drafts the model's first and second choice, two levels deep, and says nothing about how probable they are. */
  const twoChoices = strategyOf(
    "two-choices",
    () =>
      new ScriptedDrafter((into) => {
        const level = (parent: number): number[] =>
          [0, 1].map((rank) => into.add(parent, rank, { source: "two", rank, matchLength: 0 }));
        for (const node of level(0)) if (node >= 0) level(node);
      }),
    { maxDrafts: 6, maxDepth: 2 },
  );

  it("are those that it gains, once it is known what guesses are worth", async () => {
    const { model } = constantModel(probabilities);
    const { stats } = await decodeOnce(model, {
      prompt: Int32Array.of(0),
      strategy: twoChoices,
      temperature: 1,
      maxTokens: 3000,
    });
    // Both choices and what lies below them: 0.8 + 0.8 * 0.8.
    const perPass = 0.8 + 0.64;
    expect(stats.numAcceptedTokens / stats.numPasses).toBeCloseTo(perPass, 1);
    expect(stats.sumOfChances / stats.numPasses).toBeCloseTo(perPass, 1);
    expect(stats.meanAcceptanceLength).toBeCloseTo(1 + stats.sumOfChances / stats.numPasses, 1);
  });

  it("are corrected where a drafter believes too much of itself", async () => {
    const boast = strategyOf("boast", () => {
      const guess = { source: "boast", rank: 0, matchLength: 0, probability: 0.99 };
      return new ScriptedDrafter((into) => into.add(0, 2, guess));
    });
    const { model } = constantModel(probabilities);
    const { stats } = await decodeOnce(model, {
      prompt: Int32Array.of(0),
      strategy: boast,
      temperature: 1,
      maxTokens: 2000,
    });
    expect(stats.sumOfChances / stats.numAcceptedTokens).toBeGreaterThan(0.9);
    expect(stats.sumOfChances / stats.numAcceptedTokens).toBeLessThan(1.35);
  });
});
