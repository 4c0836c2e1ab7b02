import { LastLogitRanks } from "../draft/lastLogitRanks";
import { PromptNgrams } from "../draft/promptNgrams";
import type { Strategy } from "./strategy";

/** Second choices are many and seldom right, so a draft is wide rather than deep. */
export const logitRanks: Strategy = {
  id: "logit-ranks",
  title: "Logit ranks",
  description:
    "Drafts what the model ranked next best one token ago, and what followed it in the text.",
  maxDrafts: 16,
  maxDepth: 5,
  createDrafter: () => new LastLogitRanks(new PromptNgrams()),
};
