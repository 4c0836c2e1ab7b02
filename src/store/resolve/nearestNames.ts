/** So many names fit into a sentence. */
const most = 5;

/**
 * The names that come closest to what somebody has written, closest first: those that hold it, then by the number of
 * characters to change (Levenshtein's distance).
 */
export function nearestNames(written: string, names: readonly string[]): readonly string[] {
  const wanted = written.toLowerCase();
  const scored = names.map((name) => {
    const lower = name.toLowerCase();
    const holds = wanted.length > 2 && (lower.includes(wanted) || wanted.includes(lower));
    return { name, score: holds ? -1 : distance(wanted, lower) };
  });
  scored.sort((a, b) => a.score - b.score);
  return scored.slice(0, most).map(({ name }) => name);
}

function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}
