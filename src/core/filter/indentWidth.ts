import type { FilterPlace } from "./filter";

/** Columns of a tab where nobody knows. */
const defaultTabSize = 4;

export function tabSizeOf({ tabSize }: Pick<FilterPlace, "tabSize">): number {
  return tabSize ?? defaultTabSize;
}

/** Where the text behind `blanks` begins, in columns. */
export function indentWidth(blanks: string, tabSize: number): number {
  let width = 0;
  for (const blank of blanks)
    width = blank === "\t" ? (Math.floor(width / tabSize) + 1) * tabSize : width + 1;
  return width;
}
