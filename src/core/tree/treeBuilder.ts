import { invariant } from "../errors";
import type { TokenTree } from "./tokenTree";

/**
 * Grows one tree that several drafters may share. Equal tokens below the same parent are one node: two of them
 * would be accepted with the wrong probability.
 */
export class TreeBuilder {
  readonly maxDrafts: number;
  readonly maxDepth: number;
  readonly #tokens: number[];
  readonly #parents: number[] = [-1];
  readonly #depths: number[] = [0];

  /**
   * @param rootToken the last committed token
   * @param limits `maxDrafts` nodes below the root at most, none deeper than `maxDepth`
   */
  constructor(rootToken: number, limits: { readonly maxDrafts: number; readonly maxDepth: number }) {
    this.#tokens = [rootToken];
    this.maxDrafts = limits.maxDrafts;
    this.maxDepth = limits.maxDepth;
  }

  /** Number of nodes, the root included. */
  get size(): number {
    return this.#tokens.length;
  }

  get isFull(): boolean {
    return this.size > this.maxDrafts;
  }

  tokenOf(node: number): number {
    const token = this.#tokens[node];
    invariant(token !== undefined, `tree has no node ${String(node)}`);
    return token;
  }

  /**
   * Adds `token` below `parent`, or finds the child that is there already.
   *
   * @returns the child's node, or -1 if the tree is full or the child would be too deep
   */
  add(parent: number, token: number): number {
    const depth = this.#depths[parent];
    invariant(depth !== undefined, `tree has no node ${String(parent)}`);
    for (let node = parent + 1; node < this.size; node++) {
      if (this.#parents[node] === parent && this.#tokens[node] === token) return node;
    }
    if (this.isFull || depth >= this.maxDepth) return -1;
    this.#tokens.push(token);
    this.#parents.push(parent);
    this.#depths.push(depth + 1);
    return this.size - 1;
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
