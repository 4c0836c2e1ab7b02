import type { SyntaxBlock, SyntaxParser, SyntaxStretch } from "../constrain/syntaxPort";

/** Where a text stands in a document, in UTF-16 units: from `cursor` up to, not including, `textEnd`. */
interface TextStretch {
  readonly cursor: number;
  readonly textEnd: number;
}

/**
 * Where the statement that a text at the cursor belongs to ends:
 *
 * - if it was begun before the cursor, where it ends itself;
 * - if the text is all there is in a block, where the statement that the block is part of ends;
 * - else the text begins statements of its own: behind the first if that has several lines, or else behind the last that comes
 *   before one that has. If these are the block's last and the text closes the block, the block's own statement ends it.
 *
 * @param document with the text in place
 * @returns an offset in the document, perhaps beyond the text; `undefined` where the grammar sees no statement
 */
export function endOfStatement(
  document: string,
  { cursor, textEnd }: TextStretch,
  parser: SyntaxParser,
): number | undefined {
  const first = cursor + document.slice(cursor).search(/\S/);
  const around = parser
    .blocks(document, cursor, textEnd)
    .filter((block) => holds(block, first))
    .slice(-2);
  const inner = around.at(-1);
  const own = inner?.statements.filter(({ start, end }) => end > first && start < textEnd) ?? [];
  const [begun, ...next] = own;
  if (inner === undefined || begun === undefined) return undefined;
  if (begun.start < cursor) return begun.end;
  const owner = around.at(-2)?.statements.find((statement) => encloses(statement, inner));
  if (owner !== undefined && isOnlyText(inner, { cursor, textEnd })) return owner.end;
  const isLong = ({ start, end }: SyntaxStretch): boolean =>
    document.slice(start, end).trimEnd().includes("\n");
  const firstLong = next.findIndex(isLong);
  const run = isLong(begun) ? [] : firstLong < 0 ? next : next.slice(0, firstLong);
  const isRest = run.length === next.length && inner.end <= textEnd;
  return owner !== undefined && isRest ? owner.end : (run.at(-1) ?? begun).end;
}

/** Whether a place is inside a block: a block without braces begins with its first statement. */
function holds({ start, end, statements }: SyntaxBlock, place: number): boolean {
  return start < place
    ? end >= place
    : statements.some((statement) => statement.start <= place && statement.end > place);
}

function encloses(outer: SyntaxStretch, inner: SyntaxStretch): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

function isOnlyText({ statements, hasOthers }: SyntaxBlock, text: TextStretch): boolean {
  return (
    !hasOthers && statements.every(({ start }) => start >= text.cursor && start < text.textEnd)
  );
}
