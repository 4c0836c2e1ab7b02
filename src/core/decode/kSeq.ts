import { sequenceShape } from "../draft/draftShape";
import { KSeq } from "../verify/kSeq";
import { NodeByNode } from "../verify/nodeByNode";
import { sampledStrategy } from "./sampledStrategy";

const numSequences = 2;
const length = 3;

/** Sequences that are drawn independently, weighed all alike. */
export const kSeq = sampledStrategy({
  id: "k-seq",
  title: "K-SEQ",
  description:
    "Draws several drafts from a draft model and weighs all of them alike. For temperatures above 0.",
  maxDrafts: numSequences * length,
  maxDepth: length,
  shape: sequenceShape(numSequences, length),
  createVerifier: (parts) => new NodeByNode(new KSeq(), parts),
});
