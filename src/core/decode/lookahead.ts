import { Lookahead, type LookaheadShape } from "../draft/lookahead";
import type { Strategy } from "./strategy";

/** Small, because each node of the window costs time in every pass on a CPU. */
const shape: LookaheadShape = { numColumns: 3, ngramLength: 4, numChecked: 3 };

/** Drafts n-grams that the model has written ahead of the text. */
export const lookahead: Strategy = {
  id: "lookahead",
  title: "Lookahead",
  description:
    "Writes at several places ahead at once, and drafts what came of it. For fast cores.",
  maxDrafts: shape.numChecked * (shape.ngramLength - 1),
  maxDepth: shape.numColumns + shape.ngramLength - 2,
  maxLooks: shape.numColumns * (shape.ngramLength - 1),
  createDrafter: () => new Lookahead(shape),
};
