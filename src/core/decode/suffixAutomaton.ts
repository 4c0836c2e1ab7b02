import { OwnTextDrafter } from "../draft/ownTextDrafter";
import { SuffixAutomaton } from "../draft/suffixAutomaton";
import { longestCopy } from "./longestCopy";
import type { Strategy } from "./strategy";

/** Drafts what stood behind the longest earlier match of the text's end. */
export const suffixAutomaton: Strategy = {
  id: "suffix-automaton",
  title: "Suffix automaton",
  description:
    "Copies what followed the longest earlier match in the document. Best for code like the rest of the file.",
  maxDrafts: longestCopy,
  maxDepth: longestCopy,
  createDrafter: () => new OwnTextDrafter("suffix-automaton", new SuffixAutomaton()),
};
