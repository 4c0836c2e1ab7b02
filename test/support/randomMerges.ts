import { Derivations } from "../../src/core/tokens/derivations";
import { MergeTable, type Merge } from "../../src/core/tokens/mergeTable";
import { seededRandom } from "./randomTree";

/** A made-up byte-pair encoding: tokens 0..numPieces - 1 are pieces, the others made by merges. */
export interface RandomMerges {
  readonly size: number;
  readonly merges: MergeTable;
  readonly derivations: Derivations;
  /** Pieces of each token. */
  readonly pieces: readonly (readonly number[])[];
}

/**
 * Merges drawn at random from all pairs of tokens, where a token may be made by several, and some cannot be reached.
 *
 * @param isShuffled whether the ranks are in no order, so that a merge may rank before those that made its parts
 * @param areShared whether pairs that make the same token share a rank, and some tokens share theirs, as where merges are made
 * from scores of tokens
 */
export function randomMerges(options: {
  readonly seed: number;
  readonly numPieces: number;
  readonly numMerges: number;
  readonly isShuffled: boolean;
  readonly areShared?: boolean;
}): RandomMerges {
  const random = seededRandom(options.seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pieces = Array.from({ length: options.numPieces }, (_, piece) => [piece]);
  const ids = new Map(pieces.map((spelt, token) => [String(spelt), token]));
  const list: Merge[] = [];
  while (list.length < options.numMerges) {
    const left = below(pieces.length);
    const right = below(pieces.length);
    const spelt = [...(pieces[left] ?? []), ...(pieces[right] ?? [])];
    if (spelt.length > 7 || list.some((merge) => merge.left === left && merge.right === right)) {
      continue;
    }
    const result = ids.get(String(spelt)) ?? pieces.length;
    if (result === pieces.length) {
      pieces.push(spelt);
      ids.set(String(spelt), result);
    }
    list.push({ left, right, result });
  }
  if (options.isShuffled) {
    for (let i = list.length - 1; i > 0; i--) list.push(...list.splice(below(i + 1), 1));
  }
  const rankOf = new Map<number, number>();
  for (const { result } of list) {
    if (!rankOf.has(result)) rankOf.set(result, Math.floor(rankOf.size / 2));
  }
  const merges = new MergeTable(
    options.areShared === true
      ? list.map((merge) => ({ ...merge, rank: rankOf.get(merge.result) ?? 0 }))
      : list,
  );
  const derivations = new Derivations(pieces.length, merges, (token) => pieces[token]);
  return { size: pieces.length, merges, derivations, pieces };
}
