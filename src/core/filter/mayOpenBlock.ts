/** Lines after which the next one may stand further in: they end with an opener, an operator or a word that opens a block. */
const opening = /[[({:=+\-*/&|?.\\<>]$|\b(?:do|then|begin|else|try|of|where)$/;

const openingWords = [
  "if else elif elsif unless while until for foreach case when switch match with try catch except finally rescue ensure",
  "def class module func function fn sub",
]
  .join(" ")
  .replaceAll(" ", "|");

/** Lines that begin so go on further in as well, in one language or the other, and so do items of lists and elements. */
const opener = new RegExp(`^(?:[)\\]}]\\s*)?(?:${openingWords})\\b|^(?:[-*+]|\\d+[.)])\\s|^<`);

/** Whether the line below one may be indented further than it. Rather yes than no. */
export function mayOpenBlock(line: string): boolean {
  const content = line.replace(/(?:^|\s)\s*(?:\/\/|#|--).*$/, "").trim();
  return (
    !/(?:[;}]|\*\/)$/.test(content) &&
    (opening.test(content) || opener.test(content) || leavesOpen(content))
  );
}

/** What a comma at a line's end separates stands at one width, unless the line has opened a bracket. */
function leavesOpen(line: string): boolean {
  const count = (pattern: RegExp): number => line.match(pattern)?.length ?? 0;
  return count(/[[({]/g) > count(/[\])}]/g);
}
