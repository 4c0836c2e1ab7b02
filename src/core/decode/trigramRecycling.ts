import { TrigramRecycling, type TrigramRates } from "../draft/trigramRecycling";
import type { Strategy } from "./strategy";

/** To begin with: a second choice is about half as good as a first one. Calibration replaces it soon. */
const ranks = (first: number): readonly number[] =>
  Array.from({ length: 8 }, (_, rank) => first * 0.45 ** rank);

/** Three tokens that agree say more than one; with each accepted token it is likelier that the text repeats itself. */
const rates: TrigramRates = {
  three: [0.65, 0.7, 0.75, 0.8, 0.8, 0.85, 0.85, 0.85].map(ranks),
  one: [0.45, 0.5, 0.6, 0.65, 0.7, 0.75, 0.75, 0.75].map(ranks),
};

/** As many logits of the prompt are looked at as token recycling looks at: 128 rows of a small vocabulary. */
const mostPromptLogits = 1 << 22;
const mostPromptRows = 128;

/** Drafts by following what the model ranked highest behind the last three tokens. */
export const trigramRecycling: Strategy = {
  id: "trigram-recycling",
  title: "Trigram recycling",
  description: "Token recycling that remembers behind three tokens what the model ranked high.",
  maxDrafts: 16,
  maxDepth: 8,
  createDrafter: ({ vocabSize }) =>
    new TrigramRecycling({
      vocabSize,
      rates,
      numPromptRows: Math.min(mostPromptRows, Math.ceil(mostPromptLogits / vocabSize)),
    }),
};
