import { AcceptedDrafter } from "../draft/acceptedDrafter";
import { AcceptedTexts } from "../draft/acceptedTexts";
import { longestCopy } from "./longestCopy";
import type { Strategy } from "./strategy";

/** Drafts from suggestions that were accepted before. */
export const acceptedTexts: Strategy = {
  id: "accepted",
  title: "Accepted suggestions",
  description:
    "Drafts from suggestions that you accepted before. Best where you write the same things again.",
  maxDrafts: longestCopy,
  maxDepth: longestCopy,
  createDrafter: ({ accepted }) => new AcceptedDrafter(accepted ?? new AcceptedTexts()),
};
