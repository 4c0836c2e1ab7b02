import type { DraftShape } from "../draft/draftShape";
import { SampledDrafter } from "../draft/sampledDrafter";
import { ForetypeError, invariant } from "../errors";
import type { SampledVerifierParts } from "../verify/nodeByNode";
import type { Verifier } from "../verify/verifier";
import type { Strategy } from "./strategy";

/** What tells one way of drawing drafts and weighing them from another. */
export interface SampledStrategyParts extends Pick<
  Strategy,
  "id" | "title" | "description" | "maxDrafts" | "maxDepth"
> {
  readonly shape: DraftShape;
  readonly createVerifier: (parts: SampledVerifierParts) => Verifier;
}

/**
 * A strategy that draws its drafts from a draft model of the same vocabulary and weighs them against the model's own law. With a
 * temperature its text has that law without being, token for token, the text that the seed gives without drafts.
 */
export function sampledStrategy(parts: SampledStrategyParts): Strategy {
  const { shape, createVerifier, ...row } = parts;
  const { id } = row;
  return {
    ...row,
    needs: "draft-model",
    createDrafter: ({ draft, clock }) => {
      if (draft === undefined || draft.translation !== undefined) {
        throw new ForetypeError(
          "user/bad-argument",
          `the strategy "${id}" needs a draft model of the same vocabulary, and none is open; name a smaller model of the model's family, or choose another strategy`,
        );
      }
      return new SampledDrafter({ name: id, draft, clock, shape });
    },
    createVerifier: ({ endTokens, drafter }) => {
      invariant(
        drafter instanceof SampledDrafter,
        "the drafts are those of the strategy's drafter",
      );
      return createVerifier({ endTokens, drafts: drafter.drafts });
    },
  };
}
