import { CombinedDrafter } from "../draft/combinedDrafter";
import { ForcedTokens } from "../draft/forcedTokens";
import { ThriftyDrafter } from "../draft/thriftyDrafter";
import { acceptedTexts } from "./acceptedTexts";
import { editPointerInEarlier } from "./editPointer";
import { promptNgrams } from "./promptNgrams";
import { suffixAutomaton } from "./suffixAutomaton";
import { trigramRecycling } from "./trigramRecycling";
import { workspace } from "./workspace";
import type { Strategy } from "./strategy";

/**
 * Those that take microseconds and need nothing to be open, the surest first: who comes first has room where there is little. Trigram
 * recycling knows all that token recycling does, and the ranks of the last row add next to nothing beside it.
 */
const cheap: readonly Strategy[] = [
  editPointerInEarlier,
  suffixAutomaton,
  acceptedTexts,
  workspace,
  promptNgrams,
  trigramRecycling,
];

/**
 * All drafters that cost next to nothing, together. Which of their guesses are checked follows from what became of such guesses
 * before, and how many of them from what passes cost here, so there is nothing to set. One that has nothing to draft from drafts
 * nothing, and one that adds less than it takes is not asked.
 */
export const auto: Strategy = {
  id: "auto",
  title: "Automatic",
  description:
    "Drafts from the document, other files, earlier text and what the model ranked high, as far as it pays.",
  maxDrafts: Math.max(...cheap.map(({ maxDrafts }) => maxDrafts)),
  maxDepth: Math.max(...cheap.map(({ maxDepth }) => maxDepth)),
  createDrafter: (context) =>
    new CombinedDrafter(
      [
        new ForcedTokens(),
        ...cheap.map((strategy) => new ThriftyDrafter(strategy.createDrafter(context), context)),
      ],
      context.onFailure ?? (() => undefined),
    ),
};
