import { conditionedKey } from "../sample/conditionedKey";

/**
 * Keys of all children of a node, given the node's own key: Gumbel variables under the condition that the largest of them is
 * the parent's key. So the child with the most favourable draw inherits the key, and the N largest keys of all leaves of a
 * tree are N sequences drawn without replacement, found from the root down.
 *
 * @param draws [n] log probability of each child plus its Gumbel noise; -Infinity where there is none
 * @returns [n] keys in the same order
 * Source: Kool et al. 2019, arXiv:1903.06059, section 4.1 and appendix B.3.
 */
export function childKeys(draws: Float64Array, parentKey: number): Float64Array {
  const largest = draws.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return draws.map((draw) => conditionedKey(draw, largest, parentKey));
}
