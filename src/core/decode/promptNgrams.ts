import { OwnTextDrafter } from "../draft/ownTextDrafter";
import { PromptNgrams } from "../draft/promptNgrams";
import { longestCopy } from "./longestCopy";
import type { Strategy } from "./strategy";

/** Drafts what stood behind earlier places of the last one to three tokens. */
export const promptNgrams: Strategy = {
  id: "prompt-n-grams",
  title: "Prompt n-grams",
  description:
    "Copies what followed the last few tokens where they stood before. Simple, and good where lines are alike.",
  maxDrafts: longestCopy,
  maxDepth: longestCopy,
  createDrafter: () => new OwnTextDrafter("prompt-n-grams", new PromptNgrams()),
};
