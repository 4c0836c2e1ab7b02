import { at } from "../at";
import type { TokenTree } from "../tree/tokenTree";

/** How far back a repetition counts, in tokens of text. */
const NUM_RECENT_TOKENS = 64;

/** A penalty for tokens that the text holds already, and the text that it looks at. */
export interface Repetition {
  /** At least 1. */
  readonly penalty: number;
  /** The tokens in the cache: all before the root of the tree. Read at every pick. */
  readonly history: () => readonly number[];
  /** Marks are no text and do not count. */
  readonly isMark: (token: number) => boolean;
}

/**
 * The last tokens of the text that ends with `node`: its path up to the root, and the committed tokens before the root.
 *
 * @param repetition no token counts if there is none
 */
export function recentTokens(
  repetition: Repetition | undefined,
  tree: TokenTree,
  node: number,
): ReadonlySet<number> {
  const recent = new Set<number>();
  if (repetition === undefined) return recent;
  const { history, isMark } = repetition;
  let numLeft = NUM_RECENT_TOKENS;
  const take = (token: number): void => {
    if (isMark(token)) return;
    recent.add(token);
    numLeft -= 1;
  };
  for (let on = node; on >= 0 && numLeft > 0; on = at(tree.parents, on)) take(at(tree.tokens, on));
  const before = history();
  for (let i = before.length - 1; i >= 0 && numLeft > 0; i--) take(at(before, i));
  return recent;
}

/**
 * The logit of a token that is in the text already. Never above `logit`, because the penalty is 1 or more.
 * Source: Keskar et al. 2019, arXiv:1909.05858, section 4.1; the negative half is what became usual, because dividing a
 * negative logit would reward the repetition.
 */
export function penalised(logit: number, penalty: number): number {
  return logit > 0 ? logit / penalty : logit * penalty;
}
