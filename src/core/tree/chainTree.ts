import { invariant } from "../errors";
import type { TokenTree } from "./tokenTree";

/**
 * Tokens in sequence as a tree without branches: how a piece of a prompt is fed.
 *
 * @param tokens [n], n >= 1
 */
export function chainTree(tokens: Int32Array): TokenTree {
  invariant(tokens.length > 0, "a tree has at least its root");
  return {
    size: tokens.length,
    tokens,
    parents: tokens.map((_, node) => node - 1),
    depths: tokens.map((_, node) => node),
  };
}
