import type { Edit, Point } from "web-tree-sitter";

/** What makes `after` of `before`, as one change between the beginning and the end that they share; `undefined` if they are equal. */
export function textEdit(
  before: string,
  after: string,
): ConstructorParameters<typeof Edit>[0] | undefined {
  if (before === after) return undefined;
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let numEqual = 0;
  while (
    numEqual < shortest - start &&
    before.charCodeAt(before.length - 1 - numEqual) ===
      after.charCodeAt(after.length - 1 - numEqual)
  ) {
    numEqual++;
  }
  const oldEnd = before.length - numEqual;
  const newEnd = after.length - numEqual;
  return {
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEnd),
    newEndPosition: pointAt(after, newEnd),
  };
}

function pointAt(text: string, index: number): Point {
  let row = 0;
  let lineStart = 0;
  for (
    let end = text.indexOf("\n");
    end !== -1 && end < index;
    end = text.indexOf("\n", lineStart)
  ) {
    row++;
    lineStart = end + 1;
  }
  return { row, column: index - lineStart };
}
