import { levelShape } from "../draft/draftShape";
import { Traversal } from "../verify/traversal";
import { sampledStrategy } from "./sampledStrategy";

/** Two draws at the root and one behind each node below. */
const numDraws = [2, 1, 1];

/** A tree of drafts, weighed from its leaves up. */
export const traversal = sampledStrategy({
  id: "traversal",
  title: "Traversal verification",
  description:
    "Draws a tree of drafts from a draft model and weighs whole paths of it. For temperatures above 0.",
  maxDrafts: 6,
  maxDepth: numDraws.length,
  shape: levelShape("distinct", numDraws),
  createVerifier: (parts) => new Traversal("traversal", parts),
});
