import { describe, expect, it } from "vitest";
import { ShownTexts } from "../../../../src/extension/session/shownTexts";

const here = { documentId: "a.ts", prefix: "x = ", suffix: "\n" };

describe("ShownTexts", () => {
  it("knows each text once, in the order in which they were shown", () => {
    const shown = new ShownTexts();
    shown.add(here, ["1;", "2;"]);
    shown.add({ ...here }, ["2;", "3;"]);
    expect(shown.at(here)).toEqual(["1;", "2;", "3;"]);
  });

  it.each([
    ["text before the cursor", { ...here, prefix: "x = 1" }],
    ["text behind the cursor", { ...here, suffix: ")\n" }],
    ["another document", { ...here, documentId: "b.ts" }],
  ])("forgets with %s, for good", (_name, elsewhere) => {
    const shown = new ShownTexts();
    shown.add(here, ["1;"]);
    expect(shown.at(elsewhere)).toEqual([]);
    expect(shown.at(here)).toEqual([]);
  });
});
