import type { AcceptedTexts } from "../draft/acceptedTexts";
import type { OnDrafterFailure } from "../draft/combinedDrafter";
import type { Drafter } from "../draft/drafter";
import type { DraftModel } from "../draft/draftModel";
import type { WorkspaceTexts } from "../draft/workspaceTexts";
import type { Clock } from "../ports";
import type { Vocabulary } from "../tokens/vocabulary";
import type { Verifier } from "../verify/verifier";

/** What a drafter may know about the model it drafts for, and what it may draft with. */
export interface DrafterContext {
  readonly vocabSize: number;
  readonly clock: Clock;
  /** Its tokens as bytes, for what depends on text; left out where there is no text. */
  readonly vocabulary?: Pick<Vocabulary, "bytesOf"> | undefined;
  /** Where one is open. */
  readonly draft?: DraftModel | undefined;
  /** Other texts of the project, where somebody hands them in. */
  readonly texts?: WorkspaceTexts | undefined;
  /** What was accepted before, where somebody tells. */
  readonly accepted?: AcceptedTexts | undefined;
  /** Milliseconds of a pass of the model over `n` nodes where decoding stands now; left out where nobody knows. */
  readonly costOf?: ((n: number) => number) | undefined;
  /** Told of a drafter among several that failed; the others go on. */
  readonly onFailure?: OnDrafterFailure | undefined;
}

/** A named way of decoding. The palette, the settings, the CLI and the bench all read one registry of these. */
export interface Strategy {
  /** As written in settings and on the command line. */
  readonly id: string;
  readonly title: string;
  /** One line: what it does and when it helps. */
  readonly description: string;
  /** Most nodes drafted for one pass; 0 decodes one token at a time. */
  readonly maxDrafts: number;
  readonly maxDepth: number;
  /** Most nodes beside them that are run for what the model says behind them; none if left out. */
  readonly maxLooks?: number;
  /** What must be open beside the model; nothing if left out. */
  readonly needs?: "draft-model" | "early-exit" | "second-model";
  /** @throws ForetypeError("user/bad-argument") if what it needs is not there */
  createDrafter(context: DrafterContext): Drafter;
  /**
   * The verifier of its drafts, where it has to know what they were drawn from; the decoder's own if left out.
   *
   * @param parts `drafter` is the one that `createDrafter` made
   */
  createVerifier?(parts: {
    readonly endTokens: ReadonlySet<number>;
    readonly drafter: Drafter;
  }): Verifier;
}
