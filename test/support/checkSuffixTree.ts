import { expect } from "vitest";
import type { SuffixNode, SuffixTree } from "../../src/core/draft/suffixTree";

/**
 * That a tree is what its texts say: read off it, the suffixes are those of the texts, each as often as it occurs; every edge points
 * into a text that is still there; and no node could be left out.
 */
export function checkSuffixTree(tree: SuffixTree, maxDepth: number): void {
  const suffixes = tree.texts.flatMap((text) =>
    Array.from(text.keys(), (start) => text.subarray(start, start + maxDepth).join(" ")),
  );
  const found: string[] = [];
  let numNodes = 0;
  const visit = (node: SuffixNode, path: readonly number[], isRoot: boolean): void => {
    let numEnding = node.count;
    for (const [token, child] of node.children) {
      numNodes++;
      numEnding -= child.count;
      expect(child.length).toBeGreaterThan(0);
      expect(child.count).toBeGreaterThan(0);
      expect(tree.texts).toContain(child.text);
      const label = Array.from(child.text.slice(child.start, child.start + child.length));
      expect(label.length).toBe(child.length);
      expect(label[0]).toBe(token);
      visit(child, [...path, ...label], false);
    }
    expect(numEnding).toBeGreaterThanOrEqual(0);
    if (!isRoot) expect(node.children.size === 1 && numEnding === 0).toBe(false);
    for (let i = 0; i < numEnding; i++) found.push(path.join(" "));
  };
  visit(tree.root, [], true);
  expect(found.sort()).toEqual(suffixes.sort());
  expect(numNodes).toBeLessThanOrEqual(2 * suffixes.length);
}
