import { sequenceShape } from "../draft/draftShape";
import { NodeByNode } from "../verify/nodeByNode";
import { RecursiveRejection } from "../verify/recursiveRejection";
import { sampledStrategy } from "./sampledStrategy";

const numSequences = 2;
const length = 3;

/** Sequences that are drawn independently, weighed one after the other. */
export const recursiveRejection = sampledStrategy({
  id: "recursive-rejection",
  title: "Recursive rejection",
  description:
    "Draws several drafts from a draft model and weighs one after the other. For temperatures above 0.",
  maxDrafts: numSequences * length,
  maxDepth: length,
  shape: sequenceShape(numSequences, length),
  createVerifier: (parts) => new NodeByNode(new RecursiveRejection({ isDistinct: false }), parts),
});
