/** The number between `low` and `high` that is nearest to `value`. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
