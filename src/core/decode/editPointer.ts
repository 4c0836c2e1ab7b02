import { EditPointer } from "../draft/editPointer";
import { lineFeed } from "./stopRules/textLines";
import type { Strategy } from "./strategy";

/**
 * Drafts from the text that was at the cursor before it was edited, and from the text behind the cursor. A long chain that is
 * mostly right is checked at the cost of a prompt, so it may be longer than other drafts.
 */
export const editPointer: Strategy = {
  id: "edit-pointer",
  title: "Edit pointer",
  description:
    "Drafts from what stood at the cursor before you changed it. Best for repeated edits.",
  maxDrafts: 32,
  maxDepth: 32,
  createDrafter: ({ vocabulary }) =>
    new EditPointer({
      breaksLine: (token) => vocabulary?.bytesOf(token).includes(lineFeed) ?? false,
    }),
};
