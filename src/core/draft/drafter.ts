import type { StepOutput } from "../model/languageModel";
import type { TreeBuilder } from "../tree/treeBuilder";

/** A verify step as drafters see it: what was drafted, what the model said, and which tokens were kept. */
export interface VerifiedStep {
  /** The forward pass with the rows of every node. */
  readonly output: StepOutput;
  /** Accepted nodes, root first: the path whose rows are kept in the cache. */
  readonly path: Int32Array;
  /** Tokens emitted by this step: the accepted ones and then the recovered or bonus token. */
  readonly emitted: Int32Array;
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
  begin(tokens: Int32Array): void;
  /** Rows of a prefill chunk: `output.tree` is the chain, and `output.row` answers for `rows`. */
  observePrompt(output: StepOutput, rows: Int32Array): void;
  /** Adds guesses below the root until the builder is full or there is nothing left to guess. */
  draft(into: TreeBuilder): void;
  /** What became of the last draft. */
  observe(step: VerifiedStep): void;
}
