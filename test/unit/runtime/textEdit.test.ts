import { describe, expect, it } from "vitest";
import { textEdit } from "../../../src/runtime/syntax/textEdit";

describe("textEdit", () => {
  it.each([
    ["in the middle", "a\nbc\nd", "a\nbxxc\nd", [3, 3, 5]],
    ["in place of something", "abc", "axc", [1, 2, 2]],
    ["taken away", "abc", "ac", [1, 2, 1]],
    ["at the end", "ab", "abc", [2, 2, 3]],
    ["at the beginning", "ab", "cab", [0, 0, 1]],
    ["that repeats what is there", "aa", "aaa", [2, 2, 3]],
    ["from nothing", "", "a", [0, 0, 1]],
  ])("finds a change %s", (_, before, after, [start, oldEnd, newEnd]) => {
    expect(textEdit(before, after)).toMatchObject({
      startIndex: start,
      oldEndIndex: oldEnd,
      newEndIndex: newEnd,
    });
  });

  it("says where that is in rows and columns", () => {
    expect(textEdit("a\nbc\nd", "a\nb\n\nx\nc\nd")).toMatchObject({
      startPosition: { row: 1, column: 1 },
      oldEndPosition: { row: 1, column: 1 },
      newEndPosition: { row: 4, column: 0 },
    });
  });

  it("finds no change between equal texts", () => {
    expect(textEdit("a\nb", "a\nb")).toBeUndefined();
  });
});
