import type { DraftShape } from "../draft/draftShape";
import { SampledDrafter } from "../draft/sampledDrafter";
import { ForetypeError } from "../errors";
import type { SampledVerifierParts } from "../verify/nodeByNode";
import { SampleAndMatch } from "../verify/sampleAndMatch";
import type { Verifier } from "../verify/verifier";
import { draftModel } from "./draftModel";
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
 *
 * Drafts of a model of another vocabulary come through its text: what they were drawn from is not known in the model's tokens, so
 * they are those of the strategy "draft-model", and matched.
 */
export function sampledStrategy(parts: SampledStrategyParts): Strategy {
  const { shape, createVerifier, ...row } = parts;
  const { id } = row;
  return {
    ...row,
    needs: "draft-model",
    createDrafter: (context) => {
      const { draft, clock } = context;
      if (draft === undefined) {
        throw new ForetypeError(
          "user/bad-argument",
          `the strategy "${id}" needs a draft model, and none is open; name a smaller model of the same vocabulary, or choose another strategy`,
        );
      }
      if (draft.translation !== undefined) return draftModel.createDrafter(context);
      return new SampledDrafter({ name: id, draft, clock, shape });
    },
    createVerifier: ({ endTokens, drafter }) =>
      drafter instanceof SampledDrafter
        ? createVerifier({ endTokens, drafts: drafter.drafts })
        : new SampleAndMatch({ endTokens }),
  };
}
