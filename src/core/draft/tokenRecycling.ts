import { at } from "../at";
import type { StepOutput } from "../model/languageModel";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, VerifiedStep } from "./drafter";
import { recyclingTemplate, type HitRates, type RecyclingTemplate } from "./recyclingTemplate";

/** Stands in the matrix where no candidate is known. */
const UNKNOWN = -1;

/** How many candidates are remembered for each token. */
export const NUM_CANDIDATES = 8;

/**
 * How many rank paths are tried. More than any draft has nodes, so that paths which the matrix cannot fill are replaced by
 * the next best ones.
 */
const NUM_PATHS = 128;

/**
 * Remembers for each token the candidates that the model ranked highest the last time the token was read, and drafts by
 * following them. Candidates come from prompts and from every node of every draft tree, rejected ones too; they stay from
 * request to request.
 *
 * Worked example: `for` was last followed by `(`, `each` and `let` in this order, and `(` by `let`. Below the root `for` a
 * budget of 3 nodes becomes `(`, `( let` and `each`.
 * Source: Luo et al. 2024, arXiv:2408.08696; updating from the prompt and the template by measured hit rates are ours.
 */
export class TokenRecycling implements Drafter {
  readonly name = "token-recycling";
  readonly numPromptRows: number;
  /** [V * NUM_CANDIDATES] row after row, the most probable candidate first. */
  readonly #matrix: Int32Array;
  readonly #template: RecyclingTemplate;

  constructor(options: {
    readonly vocabSize: number;
    readonly hitRates: HitRates;
    readonly numPromptRows: number;
  }) {
    this.#matrix = new Int32Array(options.vocabSize * NUM_CANDIDATES).fill(UNKNOWN);
    this.#template = recyclingTemplate(options.hitRates, NUM_PATHS);
    this.numPromptRows = options.numPromptRows;
  }

  begin(): void {
    // What earlier requests taught stays: neighbouring requests are about the same text.
  }

  observePrompt(output: StepOutput, rows: Int32Array): void {
    for (const node of rows) this.learn(at(output.tree.tokens, node), output.row(node).ids);
  }

  draft(into: DraftBuilder): void {
    const { parents, ranks, rates } = this.#template;
    // Node of the draft tree for each node of the template; the root is the same in both.
    const nodes = [0];
    for (let i = 0; i < parents.length && !into.isFull; i++) {
      const parent = at(nodes, at(parents, i));
      const candidate = parent < 0 ? UNKNOWN : this.candidate(into.tokenOf(parent), at(ranks, i));
      const guess = {
        source: this.name,
        rank: at(ranks, i),
        matchLength: 0,
        probability: at(rates, i),
      };
      nodes.push(candidate === UNKNOWN ? -1 : into.add(parent, candidate, guess));
    }
  }

  observe(step: VerifiedStep): void {
    const { tree } = step.output;
    for (let node = 0; node < tree.size; node++) {
      this.learn(at(tree.tokens, node), step.output.row(node).ids);
    }
  }

  /** The token remembered at `rank` behind `token`, or -1. */
  candidate(token: number, rank: number): number {
    return at(this.#matrix, token * NUM_CANDIDATES + rank);
  }

  /** [NUM_CANDIDATES] all that are remembered behind `token`, -1 where there are no more. A view. */
  candidates(token: number): Int32Array {
    return this.#matrix.subarray(token * NUM_CANDIDATES, (token + 1) * NUM_CANDIDATES);
  }

  /** Remembers candidates, the most probable first, behind `token` in place of those known; those that are too many are left out. */
  learn(token: number, ids: Int32Array): void {
    this.#matrix.set(ids.subarray(0, NUM_CANDIDATES), token * NUM_CANDIDATES);
  }
}
