import type { TokenLaw } from "../sample/tokenLaw";

/** Tokens that were drawn behind a node. */
export interface NodeDraws {
  /** The distribution of the first draw. */
  readonly law: TokenLaw;
  /** How many of `tokens`, from the first on, were not drawn but chosen: the likeliest. */
  readonly numChosen: number;
  /** In the order in which they were drawn. One may come twice, and one for which the tree had no room is here too. */
  readonly tokens: readonly number[];
}

/** One node of a draft that was drawn. */
export interface DrawnNode {
  /** Left out where nothing was drawn. */
  draws?: NodeDraws;
  /** The nodes of these tokens, as far as they were added to the draft. */
  readonly children: Map<number, DrawnNode>;
}

/**
 * The draws of the latest draft, and the laws that they are from: written by the drafter, read by the verifier.
 *
 * A draw counts whether or not its token is in the tree that is checked: to leave out draws after seeing them would change the law
 * of the others. What a node's own draws are may decide whether its children are checked, but not whether the node itself is.
 */
export class SampledDrafts {
  #numBefore = -1;
  #root: DrawnNode = { children: new Map() };

  /**
   * Forgets the last draft and starts one behind so many tokens.
   *
   * @param numBefore number of tokens before the root
   */
  begin(numBefore: number): DrawnNode {
    this.#numBefore = numBefore;
    this.#root = { children: new Map() };
    return this.#root;
  }

  /** Forgets everything: no draft has been drawn. */
  clear(): void {
    this.begin(-1);
  }

  /**
   * The root of the draft that was drawn behind so many tokens; `undefined` if the latest is another one, because this step was not
   * drafted for.
   */
  rootBehind(numBefore: number): DrawnNode | undefined {
    return numBefore === this.#numBefore ? this.#root : undefined;
  }
}
