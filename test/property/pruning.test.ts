import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import type { Constraint } from "../../src/core/constrain/constraint";
import { autoregressive } from "../../src/core/decode/autoregressive";
import type { DecodeRequest, DecodeResult } from "../../src/core/decode/decodeRequest";
import type { Drafter, VerifiedStep } from "../../src/core/draft/drafter";
import type { Strategy } from "../../src/core/decode/strategy";
import { anyStrategy, fixedRuns, logits, prompts } from "../support/arbitraries";
import { decodeOnce } from "../support/decodeOnce";
import { FakeModel, type LogitsOf } from "../support/fakeModel";
import { END, pieceVocabulary } from "../support/pieceVocabulary";
import { fullTreeStrategy } from "../support/scriptedDrafter";

const vocabSize = pieceVocabulary.size;

/** Forbids a third of the tokens, others after each token; its state is all tokens so far. Free after `numHeld` of them. */
function thirdForbidden(seed: number, numHeld: number): Constraint<readonly number[]> {
  const isFree = (tokens: readonly number[]): boolean => tokens.length >= numHeld;
  return {
    start: () => [],
    isFree,
    admits: (tokens, token) =>
      isFree(tokens) || (tokens.reduce((a, b) => a + b, seed) + token) % 3 !== 0,
    next: (tokens, token) => [...tokens, token],
  };
}

/** The strategy with a look at each of its verify steps. */
function watched(strategy: Strategy, look: (step: VerifiedStep) => void): Strategy {
  return {
    ...strategy,
    createDrafter: (context): Drafter => {
      const drafter = strategy.createDrafter(context);
      return {
        name: drafter.name,
        numPromptRows: drafter.numPromptRows,
        begin: (tokens, asked) => {
          drafter.begin(tokens, asked);
        },
        observePrompt: (output, rows) => {
          drafter.observePrompt(output, rows);
        },
        draft: (into) => drafter.draft(into),
        observe: (step) => {
          look(step);
          drafter.observe(step);
        },
      };
    },
  };
}

async function decode(logitsOf: LogitsOf, request: Partial<DecodeRequest>): Promise<DecodeResult> {
  const model = new FakeModel({ vocabSize, logitsOf });
  return decodeOnce(model, request, { endTokens: new Set([END]) });
}

const requests = fc.record({
  prompt: prompts,
  temperature: fc.constantFrom(0, 0, 0.7),
  seed: fc.integer({ min: 0, max: 1e6 }),
  maxTokens: fc.integer({ min: 1, max: 30 }),
});
const constraints = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  numHeld: fc.constantFrom(3, 12, Infinity),
});

describe("pruning drafts", () => {
  it("never changes the text", async () => {
    await fc.assert(
      fc.asyncProperty(
        logits,
        requests,
        anyStrategy,
        constraints,
        async (logitsOf, request, strategy, { seed, numHeld }) => {
          const constrained = { ...request, constraint: thirdForbidden(seed, numHeld) };
          const plain = await decode(logitsOf, { ...constrained, strategy: autoregressive });
          const drafted = await decode(logitsOf, { ...constrained, strategy });
          expect(drafted.tokens).toEqual(plain.tokens);
          expect(drafted.stoppedBy).toBe(plain.stoppedBy);
        },
      ),
      fixedRuns(150),
    );
  });

  it("leaves only nodes that are admitted on their path", async () => {
    await fc.assert(
      fc.asyncProperty(
        logits,
        requests,
        anyStrategy,
        constraints,
        async (logitsOf, request, strategy, { seed, numHeld }) => {
          const constraint = thirdForbidden(seed, numHeld);
          let state = constraint.start();
          const look = ({ output: { tree }, emitted }: VerifiedStep): void => {
            const states = [state];
            for (let node = 1; node < tree.size; node++) {
              const before = states[at(tree.parents, node)] ?? [];
              const token = at(tree.tokens, node);
              expect(constraint.admits(before, token)).toBe(true);
              states[node] = constraint.next(before, token);
            }
            state = emitted.reduce(
              (last: readonly number[], token) => constraint.next(last, token),
              state,
            );
          };
          await decode(logitsOf, { ...request, constraint, strategy: watched(strategy, look) });
        },
      ),
      fixedRuns(150),
    );
  });

  it("spares a pass the nodes that it would check in vain", async () => {
    const strategy = fullTreeStrategy(vocabSize, { maxDrafts: vocabSize, maxDepth: 1 });
    const request = { prompt: Int32Array.of(5, 6, 7), maxTokens: 12, strategy };
    const logitsOf: LogitsOf = () => Float32Array.from({ length: vocabSize }, (_, id) => id % 7);
    const free = await decode(logitsOf, { ...request, constraint: thirdForbidden(0, 0) });
    const held = await decode(logitsOf, { ...request, constraint: thirdForbidden(0, Infinity) });
    const draftsPerPass = ({ stats }: DecodeResult): number =>
      stats.numDraftTokens / stats.numPasses;
    // The last pass has no room for drafts, and the end token is never one.
    expect(draftsPerPass(free)).toBeGreaterThan(0.9 * (vocabSize - 1) * (5 / 6));
    expect(draftsPerPass(held) / draftsPerPass(free)).toBeLessThan(0.7);
    expect(held.stats.acceptanceRate).toBeGreaterThan(free.stats.acceptanceRate ?? 1);
  });
});
