import type { Drafter } from "../draft/drafter";

/** What a drafter may know about the model it drafts for. */
export interface DrafterContext {
  readonly vocabSize: number;
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
  createDrafter(context: DrafterContext): Drafter;
}
