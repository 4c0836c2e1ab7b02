/** Without it a line says nothing: closers, blanks and lone marks stand everywhere. */
const leastSaying = /[\p{L}\p{N}].*[\p{L}\p{N}]/u;

/** The different lines of a text that say something, without their indentation. */
export function lineSetOf(text: string): ReadonlySet<string> {
  const lines = text.split("\n").map((line) => line.trim());
  return new Set(lines.filter((line) => leastSaying.test(line)));
}

/** How much two sets of lines or words have in common, 0 to 1: of those of both, those that both have (Jaccard). 0 if both are empty. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const numShared = countShared(a, b);
  const numAll = a.size + b.size - numShared;
  return numAll === 0 ? 0 : numShared / numAll;
}

/** Which share of the lines of `part` `whole` has, 0 to 1. Nothing is in everything: 1 if `part` is empty. */
export function shareIn(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  return part.size === 0 ? 1 : countShared(part, whole) / part.size;
}

function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const line of a) if (b.has(line)) count++;
  return count;
}
