import { dynamicTree as dynamicShape } from "../draft/dynamicTree";
import { NodeByNode } from "../verify/nodeByNode";
import { RecursiveRejection } from "../verify/recursiveRejection";
import { sampledStrategy } from "./sampledStrategy";

const maxDrafts = 6;

/** A tree that grows where the draft model is sure, drawn without replacement. */
export const dynamicTree = sampledStrategy({
  id: "dynamic-tree",
  title: "Dynamic draft tree",
  description:
    "Draws a tree of drafts that is long where the draft model is sure and wide where it is not.",
  maxDrafts,
  maxDepth: maxDrafts,
  // The last of so many nodes has about this chance if all are alike.
  shape: dynamicShape(1 / maxDrafts),
  createVerifier: (parts) => new NodeByNode(new RecursiveRejection({ isDistinct: true }), parts),
});
