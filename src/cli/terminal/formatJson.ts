/** One JSON value for programs, on one line. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
