import { levelShape } from "../draft/draftShape";
import { GreedyDraft } from "../verify/greedyDraft";
import { NodeByNode } from "../verify/nodeByNode";
import { sampledStrategy } from "./sampledStrategy";

/** Behind the root the likeliest token and one that is drawn, behind each node below one that is drawn. */
const numDraws = [2, 1, 1];

/** The draft model's likeliest tokens and one that it draws: the drafts of which most can be accepted. */
export const greedyDraft = sampledStrategy({
  id: "greedy-draft",
  title: "Greedy draft",
  description:
    "Drafts what a draft model finds likeliest, and one draw from the rest. For temperatures above 0.",
  maxDrafts: 6,
  maxDepth: numDraws.length,
  shape: levelShape("greedy", numDraws),
  createVerifier: (parts) => new NodeByNode(new GreedyDraft(), parts),
});
