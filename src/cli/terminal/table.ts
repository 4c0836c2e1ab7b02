/** A column of a printed table. */
export interface Column<Row> {
  readonly title: string;
  /** Figures stand at the right, words at the left. */
  readonly align: "left" | "right";
  readonly cell: (row: Row) => string;
}

/** Rows below their titles, columns padded to their widest cell and two blanks apart; each line ends with a line feed. */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const padded = columns.map(({ title, align, cell }) => {
    const cells = [title, ...rows.map(cell)];
    const width = Math.max(...cells.map((text) => text.length));
    return cells.map((text) => (align === "left" ? text.padEnd(width) : text.padStart(width)));
  });
  const lines = Array.from({ length: rows.length + 1 }, (_, line) =>
    padded.map((cells) => cells[line] ?? "").join("  "),
  );
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}
