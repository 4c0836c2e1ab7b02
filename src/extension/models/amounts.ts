/** A size in words of at most three figures: `491 MB`, `1.1 GB`. */
export function sizeInWords(bytes: number): string {
  if (bytes >= 999.5e6) return `${figures(bytes / 1e9)} GB`;
  if (bytes >= 999.5e3) return `${figures(bytes / 1e6)} MB`;
  return `${figures(bytes / 1e3)} kB`;
}

/** A number of parameters in words: `6.8 M`, `494 M`, `1.5 B`. */
export function parametersInWords(numParameters: number): string {
  if (numParameters >= 999.5e6) return `${figures(numParameters / 1e9)} B`;
  return `${figures(numParameters / 1e6)} M`;
}

/** A share in whole per cent; never 0 or 100 where it is not. */
export function shareInWords(share: number): string {
  if (share <= 0 || share >= 1) return `${String(100 * Math.min(1, Math.max(0, share)))} %`;
  return `${String(Math.min(99, Math.max(1, Math.round(100 * share))))} %`;
}

function figures(value: number): string {
  return value >= 9.95 ? value.toFixed(0) : value.toFixed(1);
}
