import { at } from "../../../src/core/at";
import type { TokenPicker } from "../../../src/core/sample/tokenPicker";
import type { TokenTree } from "../../../src/core/tree/tokenTree";
import type { Verifier } from "../../../src/core/verify/verifier";

/**
 * A known-wrong verifier: it draws for every root-to-leaf row on its own and takes the row that matches longest, so a node
 * that two rows share is accepted with 1 - (1 - p)^2. The tests must notice it.
 *
 * @param pickerOf the picker of a row
 */
export function perRowSampling(pickerOf: (row: number) => TokenPicker): Verifier {
  return {
    name: "per-row-sampling",
    async verify(output, _picker, constraint, state) {
      let path: number[] = [];
      let emitted: number[] = [];
      for (const [row, nodes] of rowsOf(output.tree).entries()) {
        const drawn: number[] = [];
        for (const [i, node] of nodes.entries()) {
          const token = await pickerOf(row).pick(output, node, constraint, state);
          drawn.push(token);
          const next = nodes[i + 1];
          if (next === undefined || output.tree.tokens[next] !== token) break;
        }
        if (drawn.length > emitted.length) {
          path = nodes.slice(0, drawn.length);
          emitted = drawn;
        }
      }
      return { path: Int32Array.from(path), emitted: Int32Array.from(emitted), state };
    },
  };
}

/** The nodes of each root-to-leaf path. */
function rowsOf(tree: TokenTree): number[][] {
  const leaves = Array.from(tree.parents.keys()).filter((node) => !tree.parents.includes(node));
  return leaves.map((leaf) => {
    const nodes: number[] = [];
    for (let node = leaf; node >= 0; node = at(tree.parents, node)) nodes.unshift(node);
    return nodes;
  });
}
