import { at } from "../at";
import type { TokenTree } from "./tokenTree";

const NONE = -1;

/** Grows a tree node by node. Equal tokens below the same parent are one node: two of them would run the same sequence twice. */
export class TreeBuilder {
  readonly #maxNodes: number;
  readonly #tokens: number[];
  readonly #parents: number[] = [NONE];
  readonly #depths: number[] = [0];
  // Children of a node as a linked list, so that `add` looks at siblings only.
  readonly #firstChild: number[] = [NONE];
  readonly #nextSibling: number[] = [NONE];

  /** @param maxNodes most nodes, the root included */
  constructor(rootToken: number, maxNodes: number) {
    this.#tokens = [rootToken];
    this.#maxNodes = maxNodes;
  }

  /** Number of nodes, the root included. */
  get size(): number {
    return this.#tokens.length;
  }

  /**
   * Adds `token` below `parent`, or finds the child that is there already.
   *
   * @returns the child's node, or -1 if the tree is full
   * @throws ForetypeError("invariant") if there is no such parent
   */
  add(parent: number, token: number): number {
    let lastChild = NONE;
    for (let child = at(this.#firstChild, parent); child !== NONE;) {
      if (this.#tokens[child] === token) return child;
      lastChild = child;
      child = at(this.#nextSibling, child);
    }
    if (this.size >= this.#maxNodes) return NONE;
    const node = this.size;
    this.#tokens.push(token);
    this.#parents.push(parent);
    this.#depths.push(at(this.#depths, parent) + 1);
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
