import { at } from "../at";
import { invariant } from "../errors";

/** A node, and the edge that leads to it: tokens `[start, start + length)` of `text`. */
export interface SuffixNode {
  readonly text: Int32Array;
  readonly start: number;
  readonly length: number;
  /** How many suffixes lead through the whole edge; at the root, to any node. */
  readonly count: number;
  /** By their edges' first token. */
  readonly children: ReadonlyMap<number, SuffixNode>;
}

/** A place in the tree: `length` tokens down the edge of `node`. */
export interface Locus {
  readonly node: SuffixNode;
  readonly length: number;
}

/** What may follow a place, and how often it did. */
export interface Continuation {
  readonly token: number;
  readonly count: number;
  readonly locus: Locus;
}

interface OwnNode extends SuffixNode {
  text: Int32Array;
  start: number;
  length: number;
  count: number;
  readonly children: Map<number, OwnNode>;
}

/**
 * All suffixes of some texts, cut to `maxDepth` tokens, with how often each beginning of them occurs. Texts leave in the order in
 * which they came.
 *
 * Every edge points into the text that came through it last. So no edge points into a text that is gone: whatever text is left that
 * leads through an edge came later. No node has a single child that all its suffixes lead to, so there are at most two nodes for a
 * token.
 *
 * Worked example: `a b a c` and `a b` make `a` occur three times and `a b` twice; of what follows `a`, `b` does twice and `c` once.
 * Source: Oliaro et al. 2024, arXiv:2411.04975, for drafting from such a tree.
 */
export class SuffixTree {
  readonly #maxDepth: number;
  readonly #root: OwnNode = leaf(new Int32Array(0), 0, 0, 0);
  readonly #texts: Int32Array[] = [];

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  get root(): SuffixNode {
    return this.#root;
  }

  /** What is in the tree, in the order in which it came. */
  get texts(): readonly Int32Array[] {
    return this.#texts;
  }

  insert(text: Int32Array): void {
    this.#texts.push(text);
    for (let start = 0; start < text.length; start++) this.#insertSuffix(text, start);
  }

  /** Takes out the text that came first. */
  evictOldest(): void {
    const text = this.#texts.shift();
    invariant(text !== undefined, "only what is in the tree can leave it");
    for (let start = 0; start < text.length; start++) this.#removeSuffix(text, start);
  }

  /** Where the last `length` tokens of `context` lead to; `undefined` if no text holds them. */
  locate(context: readonly number[], length: number): Locus | undefined {
    let locus: Locus | undefined = { node: this.#root, length: 0 };
    for (let i = context.length - length; i < context.length && locus !== undefined; i++) {
      locus = over(locus, at(context, i));
    }
    return locus;
  }

  #insertSuffix(text: Int32Array, start: number): void {
    const end = Math.min(text.length, start + this.#maxDepth);
    let node = this.#root;
    node.count++;
    for (let i = start; i < end;) {
      const known = node.children.get(at(text, i));
      if (known === undefined) {
        node.children.set(at(text, i), leaf(text, i, end - i, 1));
        return;
      }
      const length = sharedLength(known, text, i, end);
      const child = length < known.length ? split(node, known, length) : known;
      child.count++;
      child.text = text;
      child.start = i;
      node = child;
      i += length;
    }
  }

  #removeSuffix(text: Int32Array, start: number): void {
    const end = Math.min(text.length, start + this.#maxDepth);
    let node = this.#root;
    let parent: OwnNode | undefined;
    node.count--;
    for (let i = start; i < end;) {
      const child = node.children.get(at(text, i));
      invariant(child !== undefined, "a text in the tree has all its suffixes there");
      child.count--;
      if (child.count === 0) {
        // Nothing else leads below it.
        node.children.delete(at(text, i));
        break;
      }
      i += child.length;
      parent = node;
      node = child;
    }
    if (parent !== undefined) mergeOnlyChild(parent, node);
  }
}

/** What follows a place at least `leastCount` times, in the order in which it came first. */
export function continuationsAt({ node, length }: Locus, leastCount = 0): readonly Continuation[] {
  if (length < node.length) {
    const token = at(node.text, node.start + length);
    const { count } = node;
    return count < leastCount ? [] : [{ token, count, locus: { node, length: length + 1 } }];
  }
  const found: Continuation[] = [];
  // A line break may have hundreds of children, of which a few are frequent.
  for (const [token, child] of node.children) {
    const { count } = child;
    if (count >= leastCount) found.push({ token, count, locus: { node: child, length: 1 } });
  }
  return found;
}

/** Where `token` leads from a place; `undefined` if it does not follow there. */
function over({ node, length }: Locus, token: number): Locus | undefined {
  if (length < node.length) {
    const isNext = at(node.text, node.start + length) === token;
    return isNext ? { node, length: length + 1 } : undefined;
  }
  const child = node.children.get(token);
  return child && { node: child, length: 1 };
}

function leaf(text: Int32Array, start: number, length: number, count: number): OwnNode {
  return { text, start, length, count, children: new Map<number, OwnNode>() };
}

/** How many tokens of the edge to `node` stand in `text` from `start` on. */
function sharedLength(node: SuffixNode, text: Int32Array, start: number, end: number): number {
  const most = Math.min(node.length, end - start);
  let length = 1;
  while (length < most && at(node.text, node.start + length) === at(text, start + length)) length++;
  return length;
}

/** Ends the edge to `child` after `length` tokens, at a new node, and goes on behind it. */
function split(parent: OwnNode, child: OwnNode, length: number): OwnNode {
  const above = leaf(child.text, child.start, length, child.count);
  parent.children.set(at(above.text, above.start), above);
  child.start += length;
  child.length -= length;
  above.children.set(at(child.text, child.start), child);
  return above;
}

/** Puts the only child of `node` in its place if nothing ends between them. */
function mergeOnlyChild(parent: OwnNode, node: OwnNode): void {
  const [child, ...others] = node.children.values();
  if (child === undefined || others.length > 0 || child.count !== node.count) return;
  // Whatever came through the child's edge last came through the node's just before.
  child.start -= node.length;
  child.length += node.length;
  parent.children.set(at(child.text, child.start), child);
}
