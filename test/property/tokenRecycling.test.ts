import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { autoregressive } from "../../src/core/decode/autoregressive";
import type { Strategy } from "../../src/core/decode/strategy";
import { tokenRecycling } from "../../src/core/decode/tokenRecycling";
import type { DraftBuilder } from "../../src/core/draft/draftBuilder";
import type { Drafter, VerifiedStep } from "../../src/core/draft/drafter";
import { NUM_CANDIDATES, TokenRecycling } from "../../src/core/draft/tokenRecycling";
import type { StepOutput } from "../../src/core/model/languageModel";
import { fixedRuns, logits, prompts } from "../support/arbitraries";
import { decodeOnce, decoderOf, requestOf } from "../support/decodeOnce";
import { FakeModel, hashLogits } from "../support/fakeModel";
import { checkDrafter } from "../support/laws/drafterLaws";
import { pieceVocabulary } from "../support/pieceVocabulary";
import { strategyOf } from "../support/scriptedDrafter";

const vocabSize = pieceVocabulary.size;
const hitRates = [[0.5, 0.2, 0.1], [0.5, 0.2], [0.4]];

/** Passes everything on and keeps a book of its own: the row seen last behind each token. */
class Bookkeeper implements Drafter {
  readonly name = "bookkeeper";
  readonly inner = new TokenRecycling({ vocabSize, hitRates, numPromptRows: 20 });
  readonly numPromptRows = this.inner.numPromptRows;
  readonly lastRows = new Map<number, readonly number[]>();

  begin(): void {
    this.inner.begin();
  }

  observePrompt(output: StepOutput, rows: Int32Array): void {
    this.inner.observePrompt(output, rows);
    for (const node of rows) this.#note(output, node);
    this.#compare();
  }

  draft(into: DraftBuilder): void {
    this.inner.draft(into);
  }

  observe(step: VerifiedStep): void {
    this.inner.observe(step);
    for (const node of step.output.tree.tokens.keys()) this.#note(step.output, node);
    this.#compare();
  }

  #note(output: StepOutput, node: number): void {
    this.lastRows.set(
      at(output.tree.tokens, node),
      Array.from(output.row(node).ids.slice(0, NUM_CANDIDATES)),
    );
  }

  #compare(): void {
    const ranks = Array.from({ length: NUM_CANDIDATES }, (_, rank) => rank);
    const all = Array.from({ length: vocabSize }, (_, token) => token);
    expect(all.map((token) => ranks.map((rank) => this.inner.candidate(token, rank)))).toEqual(
      all.map((token) => ranks.map((rank) => this.lastRows.get(token)?.[rank] ?? -1)),
    );
  }
}

describe("token recycling", () => {
  it("remembers behind each token the row it saw last", async () => {
    await fc.assert(
      fc.asyncProperty(
        logits,
        fc.array(prompts, { minLength: 1, maxLength: 3 }),
        async (logitsOf, session) => {
          const model = new FakeModel({ vocabSize, logitsOf, topK: 10 });
          const strategy = strategyOf("bookkeeper", () => new Bookkeeper());
          const decoder = decoderOf(model);
          for (const prompt of session) await decoder.decode(requestOf({ prompt, strategy }));
        },
      ),
      fixedRuns(40),
    );
  });

  it("obeys the laws of drafters", async () => {
    await checkDrafter(
      () => tokenRecycling.createDrafter({ vocabSize, clock: performance }),
      vocabSize,
    );
  });

  it("gains nothing and costs no text when its matrix is garbage", async () => {
    // Rows that depend on the whole context: what was ranked high behind a token before says nothing about the next.
    const model = new FakeModel({
      vocabSize: 256,
      logitsOf: hashLogits({ seed: 2, vocabSize: 256 }),
      topK: 8,
    });
    const request = requestOf({ prompt: Int32Array.of(1, 2, 3), maxTokens: 200 });
    const strategy: Strategy = { ...tokenRecycling, maxDrafts: 4 };
    const decoder = decoderOf(model);
    const plain = await decoder.decode({ ...request, strategy: autoregressive });
    const drafted = await decoder.decode({ ...request, strategy });
    expect(drafted.tokens).toEqual(plain.tokens);
    expect(drafted.stats.meanAcceptanceLength).toBeLessThan(1.1);
    expect(drafted.stats.numDraftTokens).toBeGreaterThan(100);
  });

  it("gains where the text repeats itself", async () => {
    const model = new FakeModel({
      vocabSize,
      logitsOf: hashLogits({ seed: 6, vocabSize, order: 1 }),
      topK: 8,
    });
    const { stats } = await decodeOnce(model, { strategy: tokenRecycling, maxTokens: 100 });
    expect(stats.meanAcceptanceLength).toBeGreaterThan(3);
  });
});
