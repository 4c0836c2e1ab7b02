import { invariant } from "../errors";
import type { TokenTree } from "../tree/tokenTree";
import { TreeBuilder } from "../tree/treeBuilder";
import type { LanguageModel, StepOutput } from "./languageModel";

/**
 * A tree behind a model's committed rows that grows pass by pass. Each pass runs only the nodes that are new: the others wait
 * in the cache as branches.
 *
 * Nothing is committed. In the end `model.keep(step, path)` keeps a path of the last pass's tree, or `model.truncate` to the
 * same length forgets them all.
 */
export class GrowingTree {
  readonly #model: LanguageModel;
  readonly #builder: TreeBuilder;
  #numRun = 0;
  #numPasses = 0;
  #latest: StepOutput | undefined;

  /**
   * @param start the nodes of the first pass; no rows are there yet, also of the root
   * @param step the first pass itself, if it is the model's latest and has run `start` already
   */
  constructor(model: LanguageModel, start: TokenTree, step?: StepOutput) {
    const { tokens, parents, size } = start;
    this.#model = model;
    this.#latest = step;
    this.#numRun = step === undefined ? 0 : size;
    this.#builder = new TreeBuilder(tokens[0] ?? -1, model.maxLength - model.cachedLength);
    for (let node = 1; node < size; node++) {
      const added = this.#builder.add(parents[node] ?? -1, tokens[node] ?? -1);
      invariant(added === node, "the start is a tree that fits the model");
    }
  }

  /** Number of nodes, those that have not run included. */
  get size(): number {
    return this.#builder.size;
  }

  /** Passes that it ran. */
  get numPasses(): number {
    return this.#numPasses;
  }

  /**
   * The child of `parent` that holds `token`, added if it is not there.
   *
   * @returns its node, or -1 if the model has no room for another
   */
  add(parent: number, token: number): number {
    return this.#builder.add(parent, token);
  }

  /** Whether there are nodes that have not run. */
  get hasNewNodes(): boolean {
    return this.#numRun < this.size;
  }

  /**
   * Runs the nodes that were added since the last pass.
   *
   * @param nodes those of them whose rows are wanted; whole rows come with the pass if nothing else is said
   * @throws ForetypeError("invariant") if none was added
   */
  async run(nodes: Int32Array, { wantsLogits = true } = {}): Promise<StepOutput> {
    invariant(this.hasNewNodes, "a pass runs new nodes");
    if (this.#latest !== undefined) this.#model.keepBranches(this.#latest);
    this.#latest = await this.#model.forward(this.#builder.build(), nodes, {
      numBranches: this.#numRun,
      wantsLogits,
    });
    this.#numRun = this.size;
    this.#numPasses += 1;
    return this.#latest;
  }
}
