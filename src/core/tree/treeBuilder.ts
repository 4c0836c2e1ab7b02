import { at } from "../at";
import type { Constraint } from "../constrain/constraint";
import type { TokenTree } from "./tokenTree";

/** How far a draft may grow. */
export interface TreeLimits {
  /** Most nodes below the root. */
  readonly maxDrafts: number;
  /** Most steps from the root. */
  readonly maxDepth: number;
  /** Most children of a node; no limit if left out. 1 makes every tree a chain. */
  readonly maxChildren?: number;
  /**
   * Tokens that never become nodes. The token after the end of a text is of no use, and whether the text ends is decided by
   * the row of the node before, so a node for an end token would only cost time.
   */
  readonly endTokens?: ReadonlySet<number>;
  /** What holds the text, and its state at the root. A token that it forbids would be checked in vain, so it is no node. */
  readonly mask?: { readonly constraint: Constraint<unknown>; readonly state: unknown };
}

const NONE = -1;

/**
 * Grows one tree that several drafters may share. Equal tokens below the same parent are one node: two of them
 * would be accepted with the wrong probability.
 */
export class TreeBuilder {
  readonly maxDrafts: number;
  readonly maxDepth: number;
  readonly #maxChildren: number;
  readonly #endTokens: ReadonlySet<number> | undefined;
  readonly #constraint: Constraint<unknown> | undefined;
  /** The constraint's state behind each node. */
  readonly #states: unknown[];
  readonly #tokens: number[];
  readonly #parents: number[] = [NONE];
  readonly #depths: number[] = [0];
  // Children of a node as a linked list, so that `add` looks at siblings only.
  readonly #firstChild: number[] = [NONE];
  readonly #nextSibling: number[] = [NONE];

  /** @param rootToken the last committed token */
  constructor(rootToken: number, limits: TreeLimits) {
    this.#tokens = [rootToken];
    this.maxDrafts = limits.maxDrafts;
    this.maxDepth = limits.maxDepth;
    this.#maxChildren = limits.maxChildren ?? Infinity;
    this.#endTokens = limits.endTokens;
    this.#constraint = limits.mask?.constraint;
    this.#states = [limits.mask?.state];
  }

  /** Number of nodes, the root included. */
  get size(): number {
    return this.#tokens.length;
  }

  get isFull(): boolean {
    return this.size > this.maxDrafts;
  }

  /** @throws ForetypeError("invariant") if there is no such node */
  tokenOf(node: number): number {
    return at(this.#tokens, node);
  }

  /**
   * Adds `token` below `parent`, or finds the child that is there already.
   *
   * @returns the child's node, or -1 if the tree is full, the child would be too deep or one too many, the token ends the text, or
   * the constraint forbids it
   * @throws ForetypeError("invariant") if there is no such parent
   */
  add(parent: number, token: number): number {
    let lastChild = NONE;
    let numChildren = 0;
    for (let child = at(this.#firstChild, parent); child !== NONE;) {
      if (this.#tokens[child] === token) return child;
      lastChild = child;
      numChildren++;
      child = at(this.#nextSibling, child);
    }
    const depth = at(this.#depths, parent) + 1;
    if (this.isFull || depth > this.maxDepth || numChildren >= this.#maxChildren) return NONE;
    if (this.#endTokens?.has(token) === true) return NONE;
    const constraint = this.#constraint;
    const state = this.#states[parent];
    // Asked last: a drafter may offer many tokens for which there is no room.
    if (constraint?.isFree(state) === false && !constraint.admits(state, token)) return NONE;
    const node = this.size;
    this.#tokens.push(token);
    this.#parents.push(parent);
    this.#depths.push(depth);
    this.#states.push(constraint?.next(state, token));
    this.#firstChild.push(NONE);
    this.#nextSibling.push(NONE);
    if (lastChild === NONE) this.#firstChild[parent] = node;
    else this.#nextSibling[lastChild] = node;
    return node;
  }

  build(): TokenTree {
    return {
      size: this.size,
      tokens: Int32Array.from(this.#tokens),
      parents: Int32Array.from(this.#parents),
      depths: Int32Array.from(this.#depths),
    };
  }
}
