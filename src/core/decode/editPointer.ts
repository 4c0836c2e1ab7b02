import { EditPointer } from "../draft/editPointer";
import { lineFeed } from "./stopRules/textLines";
import type { DrafterContext, Strategy } from "./strategy";

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
  createDrafter: (context) => new EditPointer(partsFrom(context)),
};

/** The same for use beside drafters that copy from the text behind the cursor as well as it does: it is left to them. */
export const editPointerInEarlier: Strategy = {
  ...editPointer,
  createDrafter: (context) => new EditPointer({ ...partsFrom(context), leavesSuffix: true }),
};

function partsFrom({ vocabulary }: Pick<DrafterContext, "vocabulary">): {
  readonly breaksLine: (token: number) => boolean;
} {
  return { breaksLine: (token) => vocabulary?.bytesOf(token).includes(lineFeed) ?? false };
}
