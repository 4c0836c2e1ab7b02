/**
 * A flat token tree in topological order: parents stand before their children. Node 0 is the root,
 * the last committed token, whose row is not yet in the cache. A chain is a tree too, so a prompt is
 * fed as one.
 */
export interface TokenTree {
  /** Number of nodes, n >= 1. */
  readonly size: number;
  /** [n] token of each node. */
  readonly tokens: Int32Array;
  /** [n] index of each node's parent; -1 for the root. */
  readonly parents: Int32Array;
  /** [n] distance from the root; a node's position is `cachedLength + depth`. */
  readonly depths: Int32Array;
}
