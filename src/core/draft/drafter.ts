import type { StepOutput } from "../model/languageModel";
import type { TokenPicker } from "../sample/tokenPicker";
import type { Draft } from "./draft";
import type { DraftBuilder } from "./draftBuilder";
import type { DraftDocument } from "./draftDocument";

/** A verify step as drafters see it: what was drafted, what the model said, and which tokens were kept. */
export interface VerifiedStep {
  /** What was drafted, and what it was chosen from; left out where the pass scored the ways to spell the cursor's bytes. */
  readonly draft?: Draft;
  /** The forward pass with the rows of every node. */
  readonly output: StepOutput;
  /** Accepted nodes, root first: the path whose rows are kept in the cache. */
  readonly path: Int32Array;
  /** Tokens emitted by this step: the accepted ones and then the recovered or bonus token. */
  readonly emitted: Int32Array;
}

/** What a drafter may know of the request that it drafts for. */
export interface DraftRequest {
  /**
   * A picker that chooses as the request's own does, with the same noise, but from the rows of another model.
   *
   * @param history the tokens before the root of that model's trees; read at every pick
   */
  readonly pickerFor: (history: () => readonly number[]) => TokenPicker;
  /** Whether nobody waits for drafts any more. */
  readonly isInterrupted: () => boolean;
  /** Whether nobody waits yet, so that a pass over the prompt must not take long: the next request begins behind it. */
  readonly isGentle: boolean;
  /** What the request is about, for a model that reads other tokens; left out where it is not known. */
  readonly document?: DraftDocument | undefined;
  /** Bytes at the end of the document's prefix that the first tokens spell once more; 0 if left out. */
  readonly numHeldBytes?: number;
  /** Tokens of the text before the cursor: what is generated goes on from its end, whatever stands between them in the prompt. */
  readonly before?: Int32Array | undefined;
  /** Tokens of the text after the cursor. */
  readonly suffix?: Int32Array | undefined;
  /** Tokens of what stood from the cursor on before the user began to change it. */
  readonly earlier?: Int32Array | undefined;
  /** The request's constraint where decoding stands now. */
  readonly constraint?: {
    /** The next tokens, as far as it leaves no choice about them; `undefined` where it leaves one or cannot say so cheaply. */
    forced(): readonly number[] | undefined;
  };
}

/**
 * A cheap guess at the next tokens. A drafter can cost time but never text: only the verifier emits tokens.
 *
 * Worked example: the root is `for`, the builder allows 2 nodes. A drafter that has seen `for (let` adds
 * `(` below node 0 and `let` below that.
 */
export interface Drafter {
  readonly name: string;
  /** How many prompt rows at the prompt's end the drafter wants to see in `observePrompt`; 0 for none. */
  readonly numPromptRows: number;
  /** A request starts; `tokens` is the whole prompt. */
  begin(tokens: Int32Array, request: DraftRequest): void;
  /** Rows of a prefill chunk: `output.tree` is the chain, and `output.row` answers for `rows`. */
  observePrompt(output: StepOutput, rows: Int32Array): void;
  /** Reads the prompt, behind the model that it drafts for. Left out by drafters that have no use for it. */
  readPrompt?(): Promise<void>;
  /**
   * Adds guesses below the root until the builder takes no more or there is nothing left to guess. A promise only where there is
   * something to wait for.
   */
  draft(into: DraftBuilder): void | Promise<void>;
  /** What became of the last draft. */
  observe(step: VerifiedStep): void;
}
