import { TokenRecycling } from "../draft/tokenRecycling";
import type { HitRates } from "../draft/recyclingTemplate";
import type { Strategy } from "./strategy";

/** How often the token at a rank of the matrix is the next one, by depth. */
const hitRates: HitRates = [
  [0.45, 0.12, 0.06, 0.04, 0.03, 0.02, 0.015, 0.01],
  [0.5, 0.1, 0.05, 0.03, 0.02, 0.015, 0.01, 0.01],
  [0.5, 0.1, 0.05, 0.03, 0.02, 0.015, 0.01, 0.01],
  [0.5, 0.1, 0.05, 0.03, 0.02, 0.015, 0.01, 0.01],
];

/** Drafts by following what the model ranked highest behind each token when it last read it. */
export const tokenRecycling: Strategy = {
  id: "token-recycling",
  title: "Token recycling",
  description:
    "Drafts from what the model ranked high before. Helps most where text repeats itself.",
  maxDrafts: 5,
  maxDepth: 4,
  createDrafter: ({ vocabSize }) => new TokenRecycling({ vocabSize, hitRates, numPromptRows: 256 }),
};
