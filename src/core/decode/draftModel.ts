import { DraftModelDrafter } from "../draft/draftModelDrafter";
import { TranslatedDrafter } from "../draft/translatedDrafter";
import { ForetypeError } from "../errors";
import type { Strategy } from "./strategy";

/**
 * A cap. How much of it is drafted is decided at every step, by what the passes of both models take (`passPays`). It cannot be a
 * number: a draft model that is a third of the model's size costs a third of its pass for each token that it drafts, and one token
 * is best, while a model of a hundredth pays for many. Qwen2.5-Coder 0.5B for 1.5B, Q4_K_M, 20 places inside lines of other
 * projects' code, prompts of 256 tokens that both have read, 2 cores of an AMD EPYC shared with other work, strategies taking turns,
 * chains of a fixed length (`npx tsx test/bench/draftRates.ts`); the text is the same with all:
 *
 *     least probability   0.1               0.4               0.7
 *     most drafts         1     2     4     1     2     4     1     2     4
 *     tokens a pass       1.70  2.22  2.88  1.67  2.18  2.66  1.63  2.00  2.41
 *     drafts kept         0.70  0.63  0.51  0.80  0.77  0.71  0.86  0.85  0.79
 *     speed               1.11  1.00  0.81  1.01  0.84  0.67  0.91  0.82  0.78
 */
const maxDrafts = 8;

/** A token that is less probable is hardly ever kept, whatever passes cost. */
const minProbability = 0.1;

/** Drafts with a smaller model: in its tokens where both have the same, and through its text where it has others. */
export const draftModel: Strategy = {
  id: "draft-model",
  title: "Draft model",
  description:
    "Drafts with a smaller model: the one that is named, or the one that comes with Foretype.",
  maxDrafts,
  maxDepth: maxDrafts,
  needs: "draft-model",
  createDrafter: ({ draft, clock, costOf }) => {
    if (draft === undefined) {
      throw new ForetypeError(
        "user/bad-argument",
        'the strategy "draft-model" needs a draft model, and none is open; name a smaller model, or choose another strategy',
      );
    }
    const { translation } = draft;
    return translation === undefined
      ? new DraftModelDrafter({ draft, clock, minProbability, costOf })
      : new TranslatedDrafter({ draft: { ...draft, translation }, clock, minProbability, costOf });
  },
};
