import type { Strategy } from "../../src/core/decode/strategy";
import type { DraftRequest } from "../../src/core/draft/drafter";
import { DraftModelDrafter } from "../../src/core/draft/draftModelDrafter";
import { greedyPicker } from "../../src/core/sample/greedyPicker";
import { FakeClock } from "./fakeClock";
import { FakeModel, type LogitsOf } from "./fakeModel";
import { pieceVocabulary } from "./pieceVocabulary";
import { strategyOf } from "./scriptedDrafter";

/** A greedy request that is never withdrawn, as a drafter sees it. */
export const plainDraftRequest: DraftRequest = {
  pickerFor: () => greedyPicker,
  isInterrupted: () => false,
  isGentle: false,
};

/** The strategy over one draft model, and the model to look at. */
export interface DraftToy {
  readonly strategy: Strategy;
  readonly model: FakeModel;
  /** What the requests were told of its failures. */
  readonly failures: unknown[];
}

/** A draft model with any logits behind the strategy; everything is drafted that there is room for if not told otherwise. */
export function draftToy(
  logitsOf: LogitsOf,
  options: {
    readonly minProbability?: number;
    readonly maxDrafts?: number;
    readonly maxDepth?: number;
    readonly maxLength?: number;
    readonly topK?: number;
  } = {},
): DraftToy {
  const { minProbability = 1e-9, maxDrafts = 4, maxDepth = maxDrafts } = options;
  const model = new FakeModel({ vocabSize: pieceVocabulary.size, logitsOf, ...options });
  const failures: unknown[] = [];
  const draft = { model, onFailure: (error: unknown): unknown => failures.push(error) };
  const strategy = strategyOf(
    "draft-model",
    () => new DraftModelDrafter({ draft, clock: new FakeClock(1), minProbability }),
    { maxDrafts, maxDepth },
  );
  return { strategy, model, failures };
}
