import { describe, expect, it } from "vitest";
import { TreeBuilder } from "../../../src/core/tree/treeBuilder";

describe("TreeBuilder", () => {
  it("starts with the root alone", () => {
    expect(new TreeBuilder(7, 10).build()).toEqual({
      size: 1,
      tokens: Int32Array.of(7),
      parents: Int32Array.of(-1),
      depths: Int32Array.of(0),
    });
  });

  it("lays nodes out in the order they are added, parents first", () => {
    const builder = new TreeBuilder(7, 10);
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
    const builder = new TreeBuilder(7, 10);
    const first = builder.add(0, 1);
    const second = builder.add(0, 2);
    expect(builder.add(0, 1)).toBe(first);
    expect(builder.add(0, 2)).toBe(second);
    expect(builder.size).toBe(3);
  });

  it("adds nothing where it is full, and still finds what is there", () => {
    const builder = new TreeBuilder(7, 2);
    const child = builder.add(0, 1);
    expect(builder.add(0, 2)).toBe(-1);
    expect(builder.add(0, 1)).toBe(child);
    expect(builder.size).toBe(2);
  });

  it("refuses a parent that is not there", () => {
    expect(() => new TreeBuilder(7, 10).add(1, 1)).toThrow("no element 1");
    expect(() => new TreeBuilder(7, 10).add(-1, 1)).toThrow("no element -1");
  });
});
