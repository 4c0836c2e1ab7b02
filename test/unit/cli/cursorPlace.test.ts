import { describe, expect, it } from "vitest";
import { offsetOf, parsePlace } from "../../../src/cli/cursorPlace";

describe("parsePlace", () => {
  it.each([
    ["a.ts:1:2", "a.ts", 1, 2],
    ["C:\\work\\a.ts:12:30", "C:\\work\\a.ts", 12, 30],
    ["a:1:2:3", "a:1", 2, 3],
  ])("reads %s", (text, file, line, column) => {
    expect(parsePlace(text)).toEqual({ file, line, column });
  });

  it.each(["a.ts", "a.ts:1", "a.ts:x:1", ":1:1", "a.ts:1:-1", ""])("refuses %j", (text) => {
    expect(() => parsePlace(text)).toThrow("is not FILE:LINE:COLUMN");
  });
});

describe("offsetOf", () => {
  const text = "one\r\n\nä😀z";
  it.each([
    [1, 1, 0],
    [1, 4, 3],
    [2, 1, 5],
    [3, 1, 6],
    [3, 2, 7],
    [3, 4, 9],
    [3, 5, 10],
  ])("of line %i column %i is %i", (line, column, offset) => {
    expect(offsetOf(text, { file: "a.ts", line, column })).toBe(offset);
  });

  it.each([
    [4, 1, "a.ts has no line 4. Choose one from 1 to 3."],
    [0, 1, "a.ts has no line 0"],
    [1, 5, "a.ts:1 has no column 5. Choose one from 1 to 4."],
    [2, 2, "Choose one from 1 to 1."],
    [1, 0, "no column 0"],
    [3, 3, "inside a character"],
  ])("refuses line %i column %i", (line, column, message) => {
    expect(() => offsetOf(text, { file: "a.ts", line, column })).toThrow(message);
  });
});
