import { dynamicTree as dynamicShape } from "../draft/dynamicTree";
import { NodeByNode } from "../verify/nodeByNode";
import { RecursiveRejection } from "../verify/recursiveRejection";
import { sampledStrategy } from "./sampledStrategy";

const maxDrafts = 6;

/**
 * Tokens a pass of the embedded model, drafted for by itself at int8, at a temperature of .8 (`test/integration/sampledDrafts`), by
 * the least value of a draw: .10 2.57, .17 2.59, .25 2.84, .35 2.84, .50 2.81.
 */
const leastValue = 0.25;

/** A tree that grows where the draft model is sure, drawn without replacement. */
export const dynamicTree = sampledStrategy({
  id: "dynamic-tree",
  title: "Dynamic draft tree",
  description:
    "Draws a tree of drafts that is long where the draft model is sure and wide where it is not.",
  maxDrafts,
  maxDepth: maxDrafts,
  shape: dynamicShape(leastValue),
  createVerifier: (parts) => new NodeByNode(new RecursiveRejection({ isDistinct: true }), parts),
});
