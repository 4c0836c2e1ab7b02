import { invariant } from "../../core/errors";
import type { TokenTree } from "../../core/tree/tokenTree";

/** Checks what a model is asked to run: it was checked by nobody before, and a native fault would take the process with it. */
export function checkPass(
  { vocabSize, maxLength }: { readonly vocabSize: number; readonly maxLength: number },
  pass: {
    readonly tree: TokenTree;
    readonly cachedLength: number;
    readonly numBranches: number;
    readonly rows: Int32Array;
  },
): void {
  const { tree, cachedLength, numBranches, rows } = pass;
  invariant(
    cachedLength + tree.size <= maxLength,
    `${String(tree.size)} nodes behind ${String(cachedLength)} rows exceed ${String(maxLength)} positions`,
  );
  for (const token of tree.tokens) {
    invariant(token >= 0 && token < vocabSize, `there is no token ${String(token)}`);
  }
  for (const node of rows) {
    invariant(node >= 0 && node < tree.size, `the tree has no node ${String(node)}`);
    invariant(node >= numBranches, `node ${String(node)} is a branch and does not run`);
  }
}

/**
 * Checks that the first nodes of a tree are branches that the cache holds.
 *
 * @param branches the tree that the branches are the nodes of; `undefined` if there are none
 */
export function checkBranches(
  tree: TokenTree,
  numBranches: number,
  branches: TokenTree | undefined,
): void {
  if (numBranches === 0) return;
  const numHeld = branches?.size ?? 0;
  invariant(
    branches !== undefined && numBranches > 0 && numBranches <= numHeld && numBranches < tree.size,
    `${String(numBranches)} of ${String(tree.size)} nodes cannot be branches, of which there are ${String(numHeld)}`,
  );
  for (let node = 0; node < numBranches; node++) {
    invariant(
      tree.tokens[node] === branches.tokens[node] && tree.parents[node] === branches.parents[node],
      `node ${String(node)} is another than the branch in the cache`,
    );
  }
}

/** Checks that a path can be kept of a tree. */
export function checkKeptPath(tree: TokenTree, path: Int32Array): void {
  for (const [i, node] of path.entries()) {
    invariant(
      tree.parents[node] === (path[i - 1] ?? -1),
      "a kept path leads from the root from parent to child",
    );
  }
}
