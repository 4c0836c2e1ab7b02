import { levelShape } from "../draft/draftShape";
import { NodeByNode } from "../verify/nodeByNode";
import { RecursiveRejection } from "../verify/recursiveRejection";
import { sampledStrategy } from "./sampledStrategy";

/** Two draws at the root and one behind each node below: as many nodes as two sequences of three tokens have. */
const numDraws = [2, 1, 1];

/** Drafts drawn without replacement, so that no two are the same. */
export const recursiveRejectionDistinct = sampledStrategy({
  id: "recursive-rejection-distinct",
  title: "Recursive rejection of distinct drafts",
  description:
    "Draws different drafts from a draft model and weighs one after the other. For temperatures above 0.",
  maxDrafts: 6,
  maxDepth: numDraws.length,
  shape: levelShape("distinct", numDraws),
  createVerifier: (parts) => new NodeByNode(new RecursiveRejection({ isDistinct: true }), parts),
});
