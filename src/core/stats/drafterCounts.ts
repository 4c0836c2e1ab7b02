import { at } from "../at";
import type { Draft } from "../draft/draft";

/** What became of one drafter's guesses that were checked. `[i]` is about nodes at depth i + 1. */
export interface DrafterCounts {
  readonly draftedPerPosition: readonly number[];
  readonly acceptedPerPosition: readonly number[];
}

/** By the drafter's name. A node that several guessed is counted for the one who made it likeliest. */
export type CountsByDrafter = Readonly<Record<string, DrafterCounts>>;

export function addByIndex(a: readonly number[], b: readonly number[]): number[] {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));
}

const noCounts: DrafterCounts = { draftedPerPosition: [], acceptedPerPosition: [] };

/** The counts of both. */
export function addByDrafter(a: CountsByDrafter, b: CountsByDrafter): CountsByDrafter {
  const sum: Record<string, DrafterCounts> = { ...a };
  for (const [name, counts] of Object.entries(b)) {
    sum[name] = addCounts(sum[name] ?? noCounts, counts);
  }
  return sum;
}

/** Counts that grow. */
export type GrowingCounts = Record<
  string,
  { readonly draftedPerPosition: number[]; readonly acceptedPerPosition: number[] }
>;

/**
 * Counts one more draft.
 *
 * @param path accepted nodes, root first
 */
export function countDraft(
  counts: GrowingCounts,
  { tree, sources }: Draft,
  path: Int32Array,
): void {
  for (let node = 1; node < tree.size; node++) {
    const depth = at(tree.depths, node);
    const own = (counts[sources[node] ?? ""] ??= {
      draftedPerPosition: [],
      acceptedPerPosition: [],
    });
    countAt(own.draftedPerPosition, depth - 1);
    if (path[depth] === node) countAt(own.acceptedPerPosition, depth - 1);
  }
}

function addCounts(a: DrafterCounts, b: DrafterCounts): DrafterCounts {
  return {
    draftedPerPosition: addByIndex(a.draftedPerPosition, b.draftedPerPosition),
    acceptedPerPosition: addByIndex(a.acceptedPerPosition, b.acceptedPerPosition),
  };
}

/** One more at `index`, without holes before it. */
export function countAt(counts: number[], index: number): void {
  addAt(counts, index, 1);
}

/** So much more at `index`, without holes before it. */
export function addAt(sums: number[], index: number, value: number): void {
  while (sums.length <= index) sums.push(0);
  sums[index] = at(sums, index) + value;
}
