import { quoted } from "../../core/quoted";
import { MergeTable, type Merge } from "../../core/tokens/mergeTable";
import type { TokenizerFile } from "./tokenizerFile";
import type { TokenTable } from "./tokenTable";

/**
 * The merges of a file among tokens of text. Those of added tokens, or that make what `isMade` denies, are left out: typed text would
 * become what it only looks like, and added text is split out before anything merges.
 *
 * @throws model/bad-tokenizer if a merge names a token that there is not
 */
export function textMerges(
  file: TokenizerFile,
  tokens: TokenTable,
  isMade: (spelling: string) => boolean = () => true,
): MergeTable {
  const idOf = (spelling: string): number | undefined => {
    const id = file.vocabulary.get(spelling);
    return id !== undefined && tokens.isMerged(id) ? id : undefined;
  };
  const isAdded = (spelling: string): boolean =>
    tokens.specialToken(spelling) !== undefined ||
    tokens.addedText.has(spelling) ||
    tokens.addedText.has(spelling.replaceAll("▁", " "));
  if (file.scores !== undefined) return new MergeTable(scoredMerges(file, file.scores, idOf));
  const merges: Merge[] = [];
  for (const [rank, [first, second]] of file.merges.entries()) {
    const whole = first + second;
    const [left, right, result] = [idOf(first), idOf(second), idOf(whole)];
    if (left === undefined || right === undefined || result === undefined) {
      if ([first, second, whole].some(isAdded)) continue;
      throw tokens.bad(`merges ${quoted(first)} and ${quoted(second)}, but lacks a token for that`);
    }
    if (isMade(whole)) merges.push({ left, right, result, rank });
  }
  return new MergeTable(merges);
}

/**
 * Merges as SentencePiece has them: any two pieces whose spellings together are a piece, that of the highest score first, and
 * of one score the leftmost.
 * Source: Kudo and Richardson 2018, arXiv:1808.06226, section 3.
 */
function scoredMerges(
  file: TokenizerFile,
  scores: ArrayLike<number>,
  idOf: (spelling: string) => number | undefined,
): readonly Merge[] {
  const made: { readonly spelling: string; readonly id: number }[] = [];
  for (const spelling of file.vocabulary.keys()) {
    const id = idOf(spelling);
    if (id !== undefined) made.push({ spelling, id });
  }
  const distinct = [...new Set(made.map(({ id }) => scores[id] ?? 0))].sort((a, b) => b - a);
  const rankOf = new Map(distinct.map((score, rank) => [score, rank]));
  return made.flatMap(({ spelling, id }): readonly Merge[] => {
    const rank = rankOf.get(scores[id] ?? 0) ?? 0;
    const merges: Merge[] = [];
    for (let cut = 1; cut < spelling.length; cut++) {
      const left = idOf(spelling.slice(0, cut));
      const right = left === undefined ? undefined : idOf(spelling.slice(cut));
      if (left !== undefined && right !== undefined) merges.push({ left, right, result: id, rank });
    }
    return merges;
  });
}
