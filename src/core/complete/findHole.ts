import type { HoleStart } from "../model/fimFormat";

/** Where a line opens what the following lines are inside of. */
const opener = /[{([:]\s*$/;

/**
 * Where in the text before the cursor the hole starts: what stands from there on is given to the model as the beginning of the
 * middle. Line starts are boundaries that a model has seen: holes in training start anywhere, and what stands on both sides of
 * their ends is tokenised apart.
 *
 * Neither start moves while a line is typed: `block` looks only at the lines above the cursor's. It begins below the nearest line
 * that is indented less than the last line that is not blank. Where that line itself opens a block, and at the top level, which no
 * block encloses, it is the cursor's line. A block that began before the text begins at its start.
 *
 * @param prefix the text before the cursor, as far as the prompt shows it
 * @returns an offset in UTF-16 units; 0 or behind a line break
 */
export function findHole(prefix: string, start: Exclude<HoleStart, "cursor">): number {
  switch (start) {
    case "window":
      return 0;
    case "line":
      return prefix.lastIndexOf("\n") + 1;
    case "block":
      return blockStart(prefix);
  }
}

function blockStart(prefix: string): number {
  const cursorLine = prefix.lastIndexOf("\n") + 1;
  let isFirst = true;
  let indentation = 0;
  for (let end = cursorLine - 1; end >= 0;) {
    const start = end === 0 ? 0 : prefix.lastIndexOf("\n", end - 1) + 1;
    const line = prefix.slice(start, end);
    if (line.trim() !== "") {
      const own = line.length - line.trimStart().length;
      if (isFirst && (own === 0 || opener.test(line))) return cursorLine;
      if (!isFirst && own < indentation) return end + 1;
      if (isFirst) indentation = own;
      isFirst = false;
    }
    end = start - 1;
  }
  return isFirst ? cursorLine : 0;
}
