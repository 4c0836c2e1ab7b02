import { expect, it } from "vitest";
import { childOf, hasChildren } from "../../../src/core/tree/children";
import type { TokenTree } from "../../../src/core/tree/tokenTree";

/** Root 9 with children 1 and 2; 2 has a child 1. */
const tree: TokenTree = {
  size: 4,
  tokens: Int32Array.of(9, 1, 2, 1),
  parents: Int32Array.of(-1, 0, 0, 2),
  depths: Int32Array.of(0, 1, 1, 2),
};

it.each([
  { node: 0, token: 1, child: 1 },
  { node: 0, token: 2, child: 2 },
  { node: 2, token: 1, child: 3 },
  { node: 1, token: 1, child: -1 },
  { node: 0, token: 9, child: -1 },
  { node: 3, token: 1, child: -1 },
])("finds the child of $node with token $token", ({ node, token, child }) => {
  expect(childOf(tree, node, token)).toBe(child);
});

it.each([
  { node: 0, has: true },
  { node: 1, has: false },
  { node: 2, has: true },
  { node: 3, has: false },
])("knows whether anything hangs below $node", ({ node, has }) => {
  expect(hasChildren(tree, node)).toBe(has);
});
