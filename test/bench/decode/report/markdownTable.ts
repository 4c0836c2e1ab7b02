/** A column of a table: its title, and what stands in it. */
export type MarkdownColumn<Row> = readonly [title: string, cell: (row: Row) => string];

/** Rows as a Markdown table. The first column stands at the left, figures at the right. */
export function markdownTable<Row>(
  columns: readonly MarkdownColumn<Row>[],
  rows: readonly Row[],
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", "\\n")).join(" | ")} |\n`;
  return (
    line(columns.map(([title]) => title)) +
    `|${columns.map((_, i) => (i === 0 ? " --- " : " ---: ")).join("|")}|\n` +
    rows.map((row) => line(columns.map(([, cell]) => cell(row)))).join("")
  );
}
