import { describe, expect, it } from "vitest";
import type { Constraint } from "../../../src/core/constrain/constraint";
import { TreeBuilder } from "../../../src/core/tree/treeBuilder";

const roomy = { maxDrafts: 10, maxDepth: 10 };

describe("TreeBuilder", () => {
  it("starts with the root alone", () => {
    expect(new TreeBuilder(7, roomy).build()).toEqual({
      size: 1,
      tokens: Int32Array.of(7),
      parents: Int32Array.of(-1),
      depths: Int32Array.of(0),
    });
  });

  it("lays nodes out in the order they are added, parents first", () => {
    const builder = new TreeBuilder(7, roomy);
    const a = builder.add(0, 1);
    const b = builder.add(0, 2);
    builder.add(a, 3);
    builder.add(b, 3);
    const tree = builder.build();
    expect(Array.from(tree.tokens)).toEqual([7, 1, 2, 3, 3]);
    expect(Array.from(tree.parents)).toEqual([-1, 0, 0, 1, 2]);
    expect(Array.from(tree.depths)).toEqual([0, 1, 1, 2, 2]);
  });

  it("finds a child that is there already instead of adding its equal", () => {
    const builder = new TreeBuilder(7, roomy);
    const first = builder.add(0, 1);
    const second = builder.add(0, 2);
    expect(builder.add(0, 1)).toBe(first);
    expect(builder.add(0, 2)).toBe(second);
    expect(builder.size).toBe(3);
  });

  it("finds an existing child even when full", () => {
    const builder = new TreeBuilder(7, { maxDrafts: 1, maxDepth: 10 });
    const child = builder.add(0, 1);
    expect(builder.isFull).toBe(true);
    expect(builder.add(0, 1)).toBe(child);
  });

  it.each([
    { why: "the tree is full", limits: { maxDrafts: 0, maxDepth: 10 }, token: 1 },
    { why: "the child would be too deep", limits: { maxDrafts: 10, maxDepth: 0 }, token: 1 },
    { why: "the token ends the text", limits: { ...roomy, endTokens: new Set([1]) }, token: 1 },
  ])("adds nothing when $why", ({ limits, token }) => {
    const builder = new TreeBuilder(7, limits);
    expect(builder.add(0, token)).toBe(-1);
    expect(builder.size).toBe(1);
  });

  it("grows chains where a node may have one child", () => {
    const builder = new TreeBuilder(7, { ...roomy, maxChildren: 1 });
    const child = builder.add(0, 1);
    expect(builder.add(0, 2)).toBe(-1);
    expect(builder.add(0, 1)).toBe(child);
    expect(builder.add(child, 2)).toBe(2);
    expect(builder.build().parents).toEqual(Int32Array.of(-1, 0, 1));
  });

  it("refuses a parent that is not there", () => {
    expect(() => new TreeBuilder(7, roomy).add(1, 1)).toThrow("no element 1");
    expect(() => new TreeBuilder(7, roomy).add(-1, 1)).toThrow("no element -1");
  });

  it("tells the token of a node", () => {
    const builder = new TreeBuilder(7, roomy);
    const child = builder.add(0, 9);
    expect(builder.tokenOf(0)).toBe(7);
    expect(builder.tokenOf(child)).toBe(9);
    expect(() => builder.tokenOf(2)).toThrow("no element 2");
  });

  it("leaves out what the constraint forbids behind the parent, and asks nothing where it is free", () => {
    const asked: string[] = [];
    // Forbids a token twice in a row, and is free after three tokens.
    const constraint: Constraint<readonly number[]> = {
      start: () => [],
      isFree: (tokens) => tokens.length >= 3,
      admits: (tokens, token) => {
        asked.push([...tokens, token].join(" "));
        return tokens.at(-1) !== token;
      },
      next: (tokens, token) => [...tokens, token],
    };
    const mask = { constraint, state: [7] };
    const builder = new TreeBuilder(7, { ...roomy, mask });
    expect(builder.add(0, 7)).toBe(-1);
    const first = builder.add(0, 8);
    expect(builder.add(0, 8)).toBe(first);
    expect(builder.add(first, 8)).toBe(-1);
    const second = builder.add(first, 7);
    expect(builder.add(second, 7)).toBeGreaterThan(second);
    expect(asked).toEqual(["7 7", "7 8", "7 8 8", "7 8 7"]);
  });

  it("asks the constraint nothing when there is no room", () => {
    const constraint: Constraint<number> = {
      start: () => 0,
      isFree: () => false,
      admits: () => {
        throw new Error("asked");
      },
      next: (state) => state,
    };
    const builder = new TreeBuilder(7, {
      maxDrafts: 0,
      maxDepth: 10,
      mask: { constraint, state: 0 },
    });
    expect(builder.add(0, 8)).toBe(-1);
  });
});
