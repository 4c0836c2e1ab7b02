import { at } from "../../src/core/at";
import type { Drafter } from "../../src/core/draft/drafter";
import { draftOnce } from "./draftOnce";
import { pathTo } from "./randomTree";

/** The tokens behind the root on each path of what is drafted, in the order in which the paths were begun. */
export async function draftChains(
  drafter: Pick<Drafter, "draft">,
  root: number,
  limits: { readonly maxDrafts: number; readonly maxDepth: number },
): Promise<number[][]> {
  const { tree } = await draftOnce(drafter, root, limits);
  const leaves = Array.from(tree.tokens.keys()).filter(
    (node) => node > 0 && !tree.parents.includes(node),
  );
  return leaves.map((leaf) =>
    Array.from(pathTo(tree, leaf).subarray(1), (node) => at(tree.tokens, node)),
  );
}
