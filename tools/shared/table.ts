export type Cell = string | number;

/**
 * Lays rows out in columns for a terminal. A column that holds nothing but numbers is aligned to the right.
 * No line ends in spaces.
 */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const text = [head, ...rows].map((row) => head.map((_, column) => String(row[column] ?? "")));
  const columns = head.map((_, column) => ({
    width: Math.max(...text.map((row) => (row[column] ?? "").length)),
    numeric: rows.length > 0 && rows.every((row) => typeof row[column] === "number"),
  }));
  const line = (row: readonly string[]): string =>
    columns
      .map(({ width, numeric }, column) => {
        const cell = row[column] ?? "";
        return numeric ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  const [first = [], ...others] = text;
  const rule = columns.map(({ width }) => "-".repeat(width));
  return [first, rule, ...others].map(line).join("\n");
}
