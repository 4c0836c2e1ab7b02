import type { CostModel } from "../cost/costModel";
import type { DraftSizing } from "../cost/draftSizing";
import type { AcceptedTexts } from "../draft/acceptedTexts";
import type { OnDrafterFailure } from "../draft/combinedDrafter";
import type { DraftModel } from "../draft/draftModel";
import type { WorkspaceTexts } from "../draft/workspaceTexts";
import type { LanguageModel } from "../model/languageModel";
import type { Sequence } from "../model/sequence";
import type { Clock } from "../ports";
import type { Vocabulary } from "../tokens/vocabulary";
import type { Verifier } from "../verify/verifier";
import type { ChunkSize } from "./chunkSize";

/** What a decoder is made of. Verifier, sizing and chunk size are for tests and measurements. */
export interface DecoderParts {
  readonly model: LanguageModel;
  readonly vocabulary: Vocabulary;
  /** Tokens that end the text. */
  readonly endTokens: ReadonlySet<number>;
  readonly clock: Clock;
  /** For the strategy that drafts with it. */
  readonly draft?: DraftModel | undefined;
  /** Other texts of the project, and what was accepted before, for the strategies that draft from them. */
  readonly texts?: WorkspaceTexts | undefined;
  readonly accepted?: AcceptedTexts | undefined;
  /** What passes of the model cost; learnt from the first pass on if left out. */
  readonly cost?: CostModel | undefined;
  /** In place of one by cost. */
  readonly sizing?: DraftSizing | undefined;
  /** Told of drafters that failed in a request, which then goes on without them. */
  readonly onDrafterFailure?: OnDrafterFailure | undefined;
  /** In place of the strategies' own. */
  readonly verifier?: Verifier;
  /** How many prompt tokens go into a pass; always `DEFAULT_CHUNK_TOKENS` if left out. */
  readonly chunks?: ChunkSize;
  /** What is in the model's cache, where something else uses the model in turn with the decoder; one of its own if left out. */
  readonly sequence?: Sequence;
}
