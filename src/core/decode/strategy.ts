import type { Drafter } from "../draft/drafter";
import type { DraftModel } from "../draft/draftModel";
import type { Clock } from "../ports";

/** What a drafter may know about the model it drafts for, and what it may draft with. */
export interface DrafterContext {
  readonly vocabSize: number;
  readonly clock: Clock;
  /** Where one is open. */
  readonly draft?: DraftModel | undefined;
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
  /** What must be open beside the model; nothing if left out. */
  readonly needs?: "draft-model" | "second-model";
  /** @throws ForetypeError("user/bad-argument") if what it needs is not there */
  createDrafter(context: DrafterContext): Drafter;
}
