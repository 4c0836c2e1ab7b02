import { describe, expect, it } from "vitest";
import { lineSetOf, shareIn, similarity } from "../../../src/core/context/similarity";

describe("lineSetOf", () => {
  it("has each line that says something once, without its indentation", () => {
    expect([...lineSetOf("  a = 1;\n}\n\n a = 1;\n);\nx\n日本\n")]).toEqual(["a = 1;", "日本"]);
  });
});

describe("similarity", () => {
  const [ab, bc, none] = ["aa\nbb", "bb\ncc", "}\n"].map(lineSetOf) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
    ReadonlySet<string>,
  ];

  it("is the share of the lines of both that both have", () => {
    expect(similarity(ab, bc)).toBeCloseTo(1 / 3, 12);
    expect(similarity(ab, ab)).toBe(1);
    expect([similarity(ab, none), similarity(none, none)]).toEqual([0, 0]);
  });

  it("tells how much of a part is in a whole", () => {
    expect(shareIn(ab, lineSetOf("bb\ncc\ndd\nee"))).toBe(0.5);
    expect(shareIn(ab, lineSetOf("xx\nbb\naa"))).toBe(1);
    expect(shareIn(none, ab)).toBe(1);
  });
});
