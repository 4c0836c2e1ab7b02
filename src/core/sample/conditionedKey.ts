/**
 * The key of a member of a group given that the group's largest key is `groupKey`: -log(e^-groupKey - e^-largest + e^-key), which
 * keeps the group's order and turns `largest` into `groupKey`.
 *
 * @param key the member's own key, at most `largest`
 * Source: Kool et al. 2019, arXiv:1903.06059, appendix B.3, for the form that neither overflows nor cancels.
 */
export function conditionedKey(key: number, largest: number, groupKey: number): number {
  const v = groupKey - key + log1mexp(key - largest);
  return groupKey - Math.max(0, v) - Math.log1p(Math.exp(-Math.abs(v)));
}

/** log(1 - exp(x)) for x <= 0; the split keeps the digits at both ends. */
function log1mexp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}
