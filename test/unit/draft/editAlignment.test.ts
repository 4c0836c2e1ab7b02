import { describe, expect, it } from "vitest";
import { EditAlignment } from "../../../src/core/draft/editAlignment";
import { Rewrites } from "../../../src/core/draft/rewrites";

/** Letters are tokens, and `;` ends a line. */
const tokensOf = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

function alignmentOf(old: string, rewrites = new Rewrites()): EditAlignment {
  return new EditAlignment(Int32Array.from(tokensOf(old)), {
    rewrites,
    breaksLine: (token) => token === ";".charCodeAt(0),
  });
}

/** What of `old` may come next behind `written`, the most probable first. */
function restsBehind(old: string, written: string): string[] {
  const alignment = alignmentOf(old);
  for (const token of tokensOf(written)) alignment.push(token);
  return alignment.places.map(({ ahead, next }) => String.fromCharCode(...ahead) + old.slice(next));
}

describe("EditAlignment", () => {
  it.each([
    { written: "", rests: ["abcdefgh"] },
    { written: "abc", rests: ["defgh"] },
    // Replaced, added, or two replaced by one.
    { written: "abX", rests: ["defgh", "cdefgh", "efgh"] },
    { written: "abXY", rests: ["efgh", "defgh", "cdefgh", "fgh"] },
    // `c` and `d` are left out, or stand for nothing that is known.
    { written: "abe", rests: ["defgh", "cdefgh", "efgh", "fgh"] },
    { written: "abef", rests: ["gh"] },
    { written: "abXd", rests: ["efgh", "defgh", "cdefgh", "fgh"] },
    { written: "abXde", rests: ["fgh"] },
    { written: "abXcd", rests: ["efgh"] },
    { written: "abcdefgh", rests: [""] },
    { written: "abcdefghX", rests: [] },
  ])("goes on behind $written with $rests", ({ written, rests }) => {
    expect(restsBehind("abcdefgh", written)).toEqual(rests);
  });

  it("goes on with the next line where a line ends early", () => {
    expect(restsBehind("ab;cde;fgh;ijk;", "ab;c;").slice(0, 3)).toEqual([
      "fgh;ijk;",
      "ijk;",
      "e;fgh;ijk;",
    ]);
  });

  it("takes the nearest of several places ahead before one that lies behind", () => {
    const old = "klab;cdkl;efkl;gh;";
    expect(restsBehind(old, "klab;ckl").slice(0, 2)).toEqual([";efkl;gh;", "ab;cdkl;efkl;gh;"]);
    // One more token that agrees decides between them.
    expect(restsBehind(old, "klab;ckl;")).toEqual(["efkl;gh;"]);
    expect(restsBehind(old, "klab;ckla")).toEqual(["b;cdkl;efkl;gh;"]);
  });

  it("looks no further than 40 lines", () => {
    const far = (numLines: number): string => `ab${"c;".repeat(numLines)}xyz`;
    expect(restsBehind(far(40), "abxy")).toEqual(["z"]);
    expect(restsBehind(far(41), "abxy")).not.toContain("z");
  });

  it("expects a change that was made before, and its second half behind its first", () => {
    const rewrites = new Rewrites();
    const old = "pfq;rfs;tfu;";
    const alignment = alignmentOf(old, rewrites);
    for (const token of tokensOf("pXYq;")) alignment.push(token);
    expect(alignment.isTogether).toBe(true);
    expect(rewrites.find(Int32Array.from(tokensOf(old)), 5)).toEqual({
      old: tokensOf("f"),
      new: tokensOf("XY"),
    });
    for (const token of tokensOf("rX")) alignment.push(token);
    expect(alignment.places[0]).toEqual({ ahead: tokensOf("Y"), next: 6, run: 0 });
    // Where it is not made, it is not expected any more.
    for (const token of tokensOf("Ys;tf")) alignment.push(token);
    expect(rewrites.find(Int32Array.from(tokensOf(old)), 5)).toBeUndefined();
  });

  it("takes for no change what differs before anything agreed", () => {
    const rewrites = new Rewrites();
    const alignment = alignmentOf("abcab", rewrites);
    for (const token of tokensOf("Xbc")) alignment.push(token);
    expect(alignment.isTogether).toBe(true);
    expect(rewrites.find(Int32Array.from(tokensOf("ab")), 0)).toBeUndefined();
  });
});
