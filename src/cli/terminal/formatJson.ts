/**
 * One JSON value for programs, on one line. A figure that does not exist is `null`, so that objects of one kind have the
 * same fields everywhere.
 */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, (_, field: unknown) => field ?? null)}\n`;
}
