import { TrigramRecycling, type TrigramRates } from "../draft/trigramRecycling";
import type { Strategy } from "./strategy";

/**
 * How often the next token stands at a rank of the row, by the depth of the accepted node before it. Rows of three tokens are there
 * for half of all roots and hit twice as often as those of one, which are left with what is new.
 *
 * Measured with the embedded model in float32 over 300 cases cut from this repository's sources, 1,300 visits of the root with a row
 * of three tokens and as many with one of one: `npx tsx test/bench/trigramRates.ts`. From the second node on rows of one token were
 * visited 100 times in all, which are taken together.
 */
const rates: TrigramRates = {
  three: [
    [0.64, 0.07, 0.03, 0.02, 0.01, 0.01, 0.01, 0.01],
    [0.77, 0.06, 0.03, 0.02, 0.01],
    [0.83, 0.04, 0.01, 0.01, 0.01],
    [0.89, 0.04, 0.01],
    [0.9, 0.02, 0.01],
    [0.96, 0.01],
    [0.94, 0.01],
    [0.97, 0.01],
  ],
  one: [
    [0.29, 0.08, 0.03, 0.03, 0.02, 0.02, 0.01, 0.01],
    [0.48, 0.11, 0.02, 0.03, 0.01, 0.01, 0.01, 0.01],
    ...Array<readonly number[]>(6).fill([0.65, 0.06]),
  ],
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
