/** How the tokens behind a node are found. */
export type Drawing =
  /** Each from the draft model's law, so that one may come twice. */
  | "independent"
  /** Each from what the ones before have left. */
  | "distinct"
  /** The likeliest, and one that is drawn from the others. */
  | "greedy";

/** A node behind which more may be drawn. */
export interface DrawPlace {
  /** Steps from the root: 0 for the root. */
  readonly depth: number;
  /** How many draws behind its parent were its token; 1 for the root. */
  readonly numCopies: number;
  /** The draft model's probability of its path; 1 for the root. */
  readonly chance: number;
  /** How many tokens were drawn behind it, and what the law has left where they cannot come again. */
  readonly numDrawn: number;
  readonly left: number;
}

/** How a draft that is drawn grows, level by level. */
export interface DraftShape {
  readonly drawing: Drawing;
  /**
   * How many tokens are drawn behind a node. For drawings other than "distinct" it is settled by what is known before the first of
   * them; for that one more may be asked for after seeing the last.
   */
  numDraws(place: DrawPlace): number;
}

/** The same tree for every draft: so many tokens behind each node, by its depth; none behind those that are deeper. */
export function levelShape(drawing: Drawing, numDraws: readonly number[]): DraftShape {
  return { drawing, numDraws: ({ depth }) => numDraws[depth] ?? 0 };
}

/** So many sequences that are drawn independently; those that begin alike share nodes. Source: Sun et al. 2023, arXiv:2310.15141. */
export function sequenceShape(numSequences: number, length: number): DraftShape {
  return {
    drawing: "independent",
    numDraws: ({ depth, numCopies }) => {
      if (depth >= length) return 0;
      return depth === 0 ? numSequences : numCopies;
    },
  };
}
