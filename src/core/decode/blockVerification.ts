import { levelShape } from "../draft/draftShape";
import { Traversal } from "../verify/traversal";
import { sampledStrategy } from "./sampledStrategy";

const numDraws = [1, 1, 1];

/** One draft, weighed as a whole. */
export const blockVerification = sampledStrategy({
  id: "block",
  title: "Block verification",
  description:
    "Draws one draft from a draft model and weighs it as a whole. For temperatures above 0.",
  maxDrafts: numDraws.length,
  maxDepth: numDraws.length,
  shape: levelShape("distinct", numDraws),
  createVerifier: (parts) => new Traversal("block", parts),
});
