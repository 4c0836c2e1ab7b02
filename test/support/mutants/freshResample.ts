import { at } from "../../../src/core/at";
import type { TokenPicker } from "../../../src/core/sample/tokenPicker";
import { childOf } from "../../../src/core/tree/children";
import type { Verifier } from "../../../src/core/verify/verifier";

/**
 * A known-wrong verifier: it throws away the draw that matched no child and draws again, so a drafted token x comes out with
 * p(x) + (1 - p(x)) p(x). Correct for greedy decoding, which is why the bug lives on. The tests must notice it.
 *
 * @param pickers the first picks while walking, the second afresh
 */
export function freshResample(pickers: readonly [TokenPicker, TokenPicker]): Verifier {
  const [walking, afresh] = pickers;
  return {
    name: "fresh-resample",
    async verify(output, _picker, constraint, state) {
      const { tree } = output;
      const path = [0];
      for (;;) {
        const node = at(path, path.length - 1);
        const token = await walking.pick(output, node, constraint, state);
        const child = childOf(tree, node, token);
        if (child >= 0) {
          path.push(child);
          continue;
        }
        const isLeaf = !tree.parents.includes(node);
        const last = isLeaf ? token : await afresh.pick(output, node, constraint, state);
        const accepted = path.slice(1).map((below) => at(tree.tokens, below));
        return {
          path: Int32Array.from(path),
          emitted: Int32Array.from([...accepted, last]),
          state,
        };
      }
    },
  };
}
