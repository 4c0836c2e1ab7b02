import { WorkspaceDrafter } from "../draft/workspaceDrafter";
import { WorkspaceTexts } from "../draft/workspaceTexts";
import { longestCopy } from "./longestCopy";
import type { Strategy } from "./strategy";

/** Drafts what other files say behind places like the text's end. */
export const workspace: Strategy = {
  id: "workspace",
  title: "Workspace",
  description:
    "Copies what other open files say after the same words. Best in projects whose files are alike.",
  maxDrafts: longestCopy,
  maxDepth: longestCopy,
  createDrafter: ({ texts }) => new WorkspaceDrafter(texts ?? new WorkspaceTexts()),
};
