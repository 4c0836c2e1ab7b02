import { describe, expect, it } from "vitest";
import {
  cursorLine,
  mostCodeUnits,
  pathInWorkspace,
  splitsCharacter,
  startStep,
  textAround,
  type TextSource,
} from "../../../src/extension/documentContext";

function source(text: string): TextSource {
  return { length: text.length, slice: (start, end) => text.slice(start, end) };
}

describe("textAround", () => {
  it("splits at the cursor", () => {
    expect(textAround(source("one two"), 4, 4)).toEqual({ prefix: "one ", suffix: "two" });
  });

  it("leaves out what would be replaced", () => {
    expect(textAround(source("a.lo = 1"), 2, 4)).toEqual({ prefix: "a.", suffix: " = 1" });
  });

  it("knows one line end only", () => {
    expect(textAround(source("a\r\nb\r\nc"), 4, 4)).toEqual({ prefix: "a\nb", suffix: "\nc" });
  });

  it("reads as much of a huge document as of a big one", () => {
    const middle = 5_000_000;
    const { prefix, suffix } = textAround(source("x".repeat(2 * middle)), middle, middle);
    expect(prefix).toHaveLength(mostCodeUnits);
    expect(suffix).toHaveLength(mostCodeUnits);
  });

  it("begins at the same place after a key, and with it the text continues", () => {
    const before = "x".repeat(345_678);
    const first = textAround(source(before), before.length, before.length);
    const second = textAround(source(`${before}y`), before.length + 1, before.length + 1);
    expect(second.prefix).toBe(`${first.prefix}y`);
  });

  it("begins and ends with whole characters where it is cut", () => {
    const lead = "x".repeat(startStep - 1);
    const side = "x".repeat(mostCodeUnits - 1);
    const cursor = startStep + mostCodeUnits;
    const { prefix, suffix } = textAround(source(`${lead}😀${side}${side}😀`), cursor, cursor);
    expect(prefix).toBe(side);
    expect(suffix).toBe(side);
  });
});

describe("cursorLine", () => {
  it.each([
    ["", "", "", ""],
    ["a\nb", "c\nd", "b", "c"],
    ["a\n", "\nd", "", ""],
    ["ab", "cd", "ab", "cd"],
  ])("of %j and %j is %j and %j", (prefix, suffix, before, after) => {
    expect(cursorLine({ prefix, suffix })).toEqual({ before, after });
  });
});

describe("splitsCharacter", () => {
  it("tells a cursor between surrogates from one between characters", () => {
    expect(splitsCharacter({ prefix: "a\ud83d", suffix: "\ude00b" })).toBe(true);
    expect(splitsCharacter({ prefix: "😀", suffix: "😀" })).toBe(false);
  });
});

describe("pathInWorkspace", () => {
  it.each([
    ["/home/ada/app/src/main.ts", "/home/ada/app", "src/main.ts"],
    ["/home/ada/app/src/main.ts", "/home/ada/app/", "src/main.ts"],
    ["/c:/app/main.ts", "/c:/app", "main.ts"],
    ["/main.ts", "/", "main.ts"],
    ["/home/ada/application/main.ts", "/home/ada/app", "main.ts"],
    ["/home/ada/notes.ts", undefined, "notes.ts"],
    ["Untitled-1", undefined, "Untitled-1"],
  ])("of %s in %s is %s", (documentPath, folderPath, expected) => {
    expect(pathInWorkspace(documentPath, folderPath)).toBe(expected);
  });
});
