import { describe, expect, it } from "vitest";
import type { Pass } from "../../src/protocol/panelMessages";
import { layOutTree, type TreeNode } from "../../src/webview/charts/treeLayout";
import { treeMove } from "../../src/webview/charts/treeMoves";
import { sampleLast } from "../support/panelSample";

const [, , , , pass] = sampleLast.passes;
if (pass === undefined) throw new Error("the sample has six passes");

/** `text:row` of every token, in reading order. */
function rowsOf({ nodes }: { readonly nodes: readonly TreeNode[] }, of: Pass): string[] {
  return nodes.map(({ id, row }) => {
    const text = typeof id === "number" ? of.nodes[id]?.text.trim() : id;
    return `${text ?? ""}:${row}`;
  });
}

const node = (parent: number, expected: number, kept = false): Pass["nodes"][number] => ({
  parent,
  text: `t${expected}`,
  expected,
  by: "copy",
  kept,
});

describe("layOutTree", () => {
  it("puts the accepted path into the first row, and what was refused below it", () => {
    expect(rowsOf(layOutTree(pass), pass)).toEqual([
      "root:0",
      "*:0",
      "item:0",
      ".:0",
      "wrote:0",
      "qty:1",
      "price:2",
      ";:3",
      ":3",
    ]);
  });

  it("puts the accepted path first where another was likelier", () => {
    const odd: Pass = { ms: 1, root: "r", nodes: [node(-1, 0.9), node(-1, 0.1, true)] };
    expect(rowsOf(layOutTree(odd), odd)).toEqual(["root:0", "t0.1:0", "t0.9:1"]);
  });

  it("has one row without a draft", () => {
    const plain: Pass = { ms: 1, root: "r", nodes: [], wrote: { text: "w", p: 1 } };
    expect(layOutTree(plain)).toMatchObject({ numRows: 1, numFolded: 0 });
  });

  it("folds the least likely refused tokens over ten rows, and says how many", () => {
    const chances = Array.from({ length: 14 }, (_, i) => (i + 1) / 100);
    const wide: Pass = {
      ms: 1,
      root: "r",
      nodes: chances.map((chance, i) => node(-1, chance, i === 0)),
    };
    const layout = layOutTree(wide);
    expect(layout).toMatchObject({ numRows: 10, numFolded: 5 });
    const kept = layout.nodes.flatMap(({ id }) => (typeof id === "number" ? [id] : []));
    expect(kept.toSorted((a, b) => a - b)).toEqual([0, 6, 7, 8, 9, 10, 11, 12, 13]);
  });
});

describe("treeMove", () => {
  const { nodes } = layOutTree(pass);
  const go = (from: number, ...keys: string[]): number =>
    keys.reduce((at, key) => treeMove(nodes, key, at) ?? at, from);

  it("goes right to the likeliest child and left to the parent", () => {
    expect(go(0, "ArrowRight", "ArrowRight")).toBe(2);
    expect(go(4, "ArrowLeft")).toBe(3);
    expect(treeMove(nodes, "ArrowLeft", 0)).toBeUndefined();
  });

  it("goes down to the nearest token of the next row, and up again", () => {
    expect(go(4, "ArrowDown", "ArrowDown")).toBe(6);
    expect(go(0, "ArrowUp")).toBe(0);
    expect(go(8, "ArrowUp")).toBe(6);
  });

  it("goes to the ends", () => {
    expect(go(3, "Home")).toBe(0);
    expect(go(3, "End")).toBe(nodes.length - 1);
  });

  it("leaves other keys alone", () => {
    expect(treeMove(nodes, "Tab", 2)).toBeUndefined();
  });
});
