/** A number with `digits` places after the point; "-" for one that does not exist. */
export function formatNumber(value: number | undefined, digits: number): string {
  return value === undefined ? "-" : value.toFixed(digits);
}

/** A share (0..1) in per cent with one place; "-" for one that does not exist. */
export function formatPercent(share: number | undefined): string {
  return share === undefined ? "-" : `${formatNumber(100 * share, 1)} %`;
}

/** Bytes in megabytes of 10^6 with one place. */
export function formatMegabytes(bytes: number): string {
  return `${formatNumber(bytes / 1e6, 1)} MB`;
}
