/** One column of a table: its head, and how a row fills it. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string;
}

/** Lines of a table: the first column to the left, numbers to the right. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): readonly string[] {
  const cells = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const pad = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return cells.map((line) => line.map(pad).join("  "));
}
