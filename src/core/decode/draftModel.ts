import { DraftModelDrafter } from "../draft/draftModelDrafter";
import { ForetypeError } from "../errors";
import type { Strategy } from "./strategy";

/** Paths that the draft model finds less likely are not drafted. */
const minProbability = 0.4;

const maxDrafts = 6;

/** Drafts with a smaller model of the same vocabulary. */
export const draftModel: Strategy = {
  id: "draft-model",
  title: "Draft model",
  description: "Drafts with a smaller model of the same vocabulary, which has to be named.",
  maxDrafts,
  maxDepth: maxDrafts,
  needs: "draft-model",
  createDrafter: ({ draft, clock }) => {
    if (draft === undefined) {
      throw new ForetypeError(
        "user/bad-argument",
        'the strategy "draft-model" needs a draft model, and none is open; name a smaller model of the same vocabulary, or choose another strategy',
      );
    }
    return new DraftModelDrafter({ draft, clock, minProbability });
  },
};
