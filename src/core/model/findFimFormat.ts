import type { Vocabulary } from "../tokens/vocabulary";
import { fimFamilies, type FimFamily } from "./fimFamilies";
import type { FimFormat, FimTokens } from "./fimFormat";

/** What a model's own files say about its marks. */
export interface FimHints {
  /** Begins every text. */
  readonly begin?: string;
  /** Texts end with one of these. */
  readonly end: readonly string[];
  readonly fim: Partial<FimTokens>;
}

/** Marks that stand between texts or behind them, whatever the family; where one of them comes, the code is over. */
const endNames: readonly string[] = [
  ...["<|endoftext|>", "<|end_of_text|>", "</s>", "<eos>", "<｜end▁of▁sentence｜>"],
  ...["<|im_end|>", "<|im_start|>", "<|eot_id|>", "<|eom_id|>", "<|EOT|>", "▁<EOT>", "<|end|>"],
  ...["<end_of_turn>", "<start_of_turn>", "<|start_of_role|>"],
  ...["<|file_separator|>", "<gh_stars>", "<issue_start>", "<commit_before>", "<jupyter_start>"],
  ...["<|fim_pad|>", "<fim_pad>", "<fim-pad>", "<pad>", "[PAD]", "<|pad|>"],
];

/** Marks between the texts of a training set: what a text without a mark of its own begins behind. */
const separators: readonly string[] = [
  "<|endoftext|>",
  "<|end_of_text|>",
  "<｜end▁of▁sentence｜>",
  "</s>",
];

/**
 * How to ask a model of which nobody has said it: from what its files say, and from the marks that its vocabulary holds. Where two
 * say something, the files win. A name that the vocabulary lacks is passed over.
 *
 * Without all three marks of filling in, `tokens` is `undefined`, whatever marks of files and repositories there are: SmolLM2's
 * vocabulary has StarCoder's `<file_sep>` and `<repo_name>`, and no marks of filling in.
 */
export function findFimFormat(
  vocabulary: Pick<Vocabulary, "specialToken">,
  hints: FimHints,
): FimFormat {
  const isThere = (name: string): boolean => vocabulary.specialToken(name) !== undefined;
  const hinted = Object.fromEntries(
    Object.entries(hints.fim).filter(([, name]) => isThere(name)),
  ) as Partial<FimTokens>;
  const family = familyOf(hinted, isThere);
  const tokens = tokensOf(hinted, family, isThere);
  const begin = [
    ...(hints.begin === undefined ? [] : [hints.begin]),
    ...(tokens === undefined ? separators : []),
  ].find(isThere);
  const ends = [...hints.end, ...endNames, ...(tokens === undefined ? [] : namesOf(tokens))];
  const marks = fimFamilies.flatMap((one) => [
    ...namesOf(one.tokens),
    ...one.file,
    ...one.repository,
  ]);
  return {
    tokens,
    ...(begin !== undefined && { begin }),
    end: [...new Set([...ends, ...marks])].filter(isThere),
    layout: "prefix-first",
    holeStart: family?.holeStart ?? "line",
  };
}

function namesOf(tokens: Partial<FimTokens>): readonly string[] {
  return Object.values(tokens);
}

/**
 * The family whose marks are those of the vocabulary, and of the hints where these name them. Of two with the same marks it is the one
 * whose marks before a path are there as well.
 */
function familyOf(
  hinted: Partial<FimTokens>,
  isThere: (name: string) => boolean,
): FimFamily | undefined {
  const candidates = fimFamilies.filter(
    ({ tokens }) =>
      namesOf(tokens).every(isThere) &&
      (hinted.prefix === undefined || hinted.prefix === tokens.prefix),
  );
  return candidates.find(({ file }) => file.length === 0 || file.some(isThere)) ?? candidates[0];
}

function tokensOf(
  hinted: Partial<FimTokens>,
  family: FimFamily | undefined,
  isThere: (name: string) => boolean,
): FimTokens | undefined {
  const known = { ...family?.tokens, ...hinted };
  const { prefix, suffix, middle } = known;
  if (prefix === undefined || suffix === undefined || middle === undefined) return undefined;
  const file = hinted.file ?? family?.file.find(isThere);
  const repository = hinted.repository ?? family?.repository.find(isThere);
  return {
    prefix,
    suffix,
    middle,
    ...(file !== undefined && { file }),
    ...(repository !== undefined && { repository }),
  };
}
