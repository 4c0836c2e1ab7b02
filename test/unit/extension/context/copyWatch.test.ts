import { beforeEach, describe, expect, it } from "vitest";
import { CopyWatch } from "../../../../src/extension/context/copyWatch";
import type { ContextDocument } from "../../../../src/extension/context/contextDocument";

const documentOf = (id: string): ContextDocument => ({ id, path: id, text: () => "" });
const [a, b] = [documentOf("a.ts"), documentOf("b.ts")];
const text = "first();\nsecond();\nthird();\n";

let copied: string[];
let watch: CopyWatch;
beforeEach(() => {
  copied = [];
  watch = new CopyWatch(({ id }, found) => copied.push(`${id}: ${found}`));
});

const select = (document: ContextDocument, offset: number, selected: string): void => {
  watch.selected({ document, offset, length: selected.length, text: () => selected });
};

describe("CopyWatch", () => {
  it("takes what was selected and taken out for cut", () => {
    select(a, 10, text);
    watch.changed("a.ts", { offset: 10, length: text.length, text: "" });
    expect(copied).toEqual([`a.ts: ${text}`]);
  });

  it.each([
    ["in another place", { offset: 11, length: text.length, text: "" }],
    ["of another length", { offset: 10, length: 3, text: "" }],
    ["where something is put in", { offset: 10, length: text.length, text: "x" }],
  ])("does not take a change %s for it", (_, change) => {
    select(a, 10, text);
    watch.changed("a.ts", change);
    watch.changed("b.ts", { offset: 10, length: text.length, text: "" });
    expect(copied).toEqual([]);
  });

  it("takes what was selected before and is put in elsewhere for copied, however it is indented", () => {
    select(a, 10, text.replaceAll("\n", "\r\n"));
    select(b, 0, "other();\nlines();\nhere();");
    watch.changed("b.ts", { offset: 3, length: 0, text: text.replaceAll(/^(?=.)/gm, "  ") });
    expect(copied).toEqual([`a.ts: ${text}`]);
    watch.changed("b.ts", { offset: 3, length: 0, text: "nobody();\nhad();\nselected();\n" });
    expect(copied).toHaveLength(1);
  });

  it("remembers of a selection that grows only what it became", () => {
    select(a, 10, text);
    select(a, 10, `${text}fourth();\n`);
    watch.changed("b.ts", { offset: 0, length: 0, text });
    expect(copied).toEqual([]);
    watch.changed("b.ts", { offset: 0, length: 0, text: `${text}fourth();\n` });
    expect(copied).toEqual([`a.ts: ${text}fourth();\n`]);
  });

  it("passes over words and whole files, which it does not even read", () => {
    select(a, 0, "one();\ntwo();");
    watch.changed("a.ts", { offset: 0, length: 13, text: "" });
    watch.selected({
      ...{ document: a, offset: 0, length: 100_000 },
      text: () => {
        throw new Error("read");
      },
    });
    expect(copied).toEqual([]);
  });

  it("remembers the latest few selections, and none of a document that is gone", () => {
    const nameOf = (index: number): string => `x${String(index)}.ts`;
    for (let index = 0; index < 10; index++) {
      select(documentOf(nameOf(index)), 0, text.replaceAll("()", String(index)));
    }
    watch.forget(nameOf(9));
    for (let index = 0; index < 10; index++) {
      watch.changed("b.ts", { offset: 0, length: 0, text: text.replaceAll("()", String(index)) });
    }
    expect(copied.map((found) => found.slice(0, 2))).toEqual([
      "x2",
      "x3",
      "x4",
      "x5",
      "x6",
      "x7",
      "x8",
    ]);
  });
});
