import { describe, expect, it } from "vitest";
import { SeededRandom } from "../../../src/cli/seededRandom";
import { cutHoles } from "../../e2e/harness/typist/holes";
import { textOf, typistFiles } from "../../e2e/harness/typist/typistFiles";

describe("cutHoles", () => {
  it.each(typistFiles)("leaves $file to be put together again, from its end on", (file) => {
    const text = textOf(file);
    const { text: holed, holes } = cutHoles(
      text,
      { numHoles: 2, numLines: 2 },
      new SeededRandom(7),
    );
    expect(holes.length).toBeGreaterThan(0);
    expect(holed).not.toBe(text);
    let lines = holed.split("\n");
    for (const { line, text: missing } of holes) {
      const before = lines.slice(0, line).join("\n");
      lines = `${before}${missing}\n${lines.slice(line).join("\n")}`.split("\n");
    }
    expect(lines.join("\n")).toBe(text);
  });

  it("cuts the same holes for the same seed", () => {
    const [file] = typistFiles;
    const text = file === undefined ? "" : textOf(file);
    const cut = (seed: number): unknown =>
      cutHoles(text, { numHoles: 2, numLines: 1 }, new SeededRandom(seed)).holes;
    expect(cut(1)).toEqual(cut(1));
    expect(cut(1)).not.toEqual(cut(2));
  });
});
