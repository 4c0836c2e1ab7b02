import type { Pass } from "../../protocol/panelMessages";

/** A token's place in the picture of a pass. */
export interface TreeNode {
  /** Index in `pass.nodes`; `root` for the token before the draft, `wrote` for the model's own behind it. */
  readonly id: number | "root" | "wrote";
  readonly parent: TreeNode | undefined;
  readonly depth: number;
  /** Rows count from 0, the accepted path is in the first one. */
  readonly row: number;
  readonly children: readonly TreeNode[];
}

export interface TreeLayout {
  /** In reading order: a path before its neighbour, the root first. */
  readonly nodes: readonly TreeNode[];
  readonly numRows: number;
  /** How many unlikely tokens were left out. */
  readonly numFolded: number;
}

interface Branch {
  readonly id: TreeNode["id"];
  readonly expected: number;
  readonly isKept: boolean;
  children: Branch[];
}

/**
 * One row for each path, the accepted one first and then the likelier ones; and the model's own token where that path ends.
 *
 * @param mostRows more are made fewer by leaving out the least likely tokens that have nothing behind them, with one row to say so
 */
export function layOutTree(pass: Pass, mostRows = 10): TreeLayout {
  const root = branchesOf(pass);
  let numFolded = 0;
  if (numLeaves(root) > mostRows) {
    while (numLeaves(root) > mostRows - 1 && dropLeast(root)) numFolded++;
  }
  const nodes: TreeNode[] = [];
  let numRows = 0;
  place(root, undefined, 0);
  return { nodes, numRows: numRows + (numFolded > 0 ? 1 : 0), numFolded };

  function place(branch: Branch, parent: TreeNode | undefined, depth: number): TreeNode {
    const children: TreeNode[] = [];
    const node: TreeNode = { id: branch.id, parent, depth, row: numRows, children };
    nodes.push(node);
    for (const [i, child] of branch.children.entries()) {
      if (i > 0) numRows++;
      children.push(place(child, node, depth + 1));
    }
    if (parent === undefined) numRows++;
    return node;
  }
}

function branchesOf(pass: Pass): Branch {
  const root: Branch = { id: "root", expected: 1, isKept: true, children: [] };
  const branches: Branch[] = [];
  for (const [id, { parent, expected, kept }] of pass.nodes.entries()) {
    const branch: Branch = { id, expected, isKept: kept, children: [] };
    branches.push(branch);
    (branches[parent] ?? root).children.push(branch);
  }
  // Parents come first, so the last kept one is the deepest.
  const end = branches.findLast(({ isKept }) => isKept) ?? root;
  for (const branch of [root, ...branches]) branch.children.sort(byChance);
  if (pass.wrote !== undefined) {
    end.children.unshift({ id: "wrote", expected: 1, isKept: true, children: [] });
  }
  return root;
}

function byChance(a: Branch, b: Branch): number {
  return Number(b.isKept) - Number(a.isKept) || b.expected - a.expected;
}

function numLeaves(branch: Branch): number {
  if (branch.children.length === 0) return 1;
  return branch.children.reduce((sum, child) => sum + numLeaves(child), 0);
}

/** Takes the least likely refused token that has nothing behind it; `false` if there is none. */
function dropLeast(root: Branch): boolean {
  let least: { parent: Branch; leaf: Branch } | undefined;
  const visit = (parent: Branch): void => {
    for (const leaf of parent.children) {
      if (leaf.children.length > 0) visit(leaf);
      else if (!leaf.isKept && leaf.expected <= (least?.leaf.expected ?? Infinity)) {
        least = { parent, leaf };
      }
    }
  };
  visit(root);
  if (least === undefined) return false;
  const { parent, leaf } = least;
  parent.children = parent.children.filter((child) => child !== leaf);
  return true;
}
