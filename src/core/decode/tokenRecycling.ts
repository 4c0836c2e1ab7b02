import { TokenRecycling } from "../draft/tokenRecycling";
import type { HitRates } from "../draft/recyclingTemplate";
import type { Strategy } from "./strategy";

/**
 * How often the next token stands at a rank of the matrix, by the depth of the accepted node before it: rank 0 hits in half
 * of all cases at the root, and more often the more of the draft was right already.
 *
 * Measured with the embedded model over 300 cases cut from this repository's sources, 2,500 visits of the root and 225
 * at depth 7, the mean of float32 and int8, which differ by 0.03 at rank 0: `npx tsx test/bench/recyclingRates.ts`.
 */
const hitRates: HitRates = [
  [0.5, 0.07, 0.04, 0.03, 0.02, 0.01, 0.01, 0.01],
  [0.57, 0.07, 0.04, 0.02, 0.02, 0.01, 0.01, 0.01],
  [0.68, 0.06, 0.03, 0.02, 0.01, 0.01, 0.01, 0.01],
  [0.72, 0.06, 0.02, 0.01, 0.01, 0.01],
  [0.76, 0.06, 0.02, 0.01, 0.01],
  [0.83, 0.03, 0.01],
  [0.85, 0.02, 0.02],
  [0.89, 0.01],
];

/**
 * More than pays anywhere: how many are drafted for a pass is decided by its cost. Tokens per pass and speed beside autoregressive
 * decoding with as many drafts in every pass (same script, 100 cases, 2 cores of an AMD EPYC shared with other work, strategies
 * taking turns):
 *
 *     drafts             1     2     3     4     5     7    11
 *     float32, per pass  1.58  1.94  2.17  2.34  2.48  2.61  2.80
 *     float32, speed     1.41  1.59  1.78  1.75  1.79  1.58  1.54
 *     int8, per pass     1.57  1.93  2.15  2.30  2.44  2.56  2.73
 *     int8, speed        1.35  1.42  1.44  1.42  1.41  1.27  1.12
 */
const maxDrafts = 16;

/**
 * Seeing the rows of the prompt's last 128 tokens raises the tokens per pass from 2.13 to 2.62 (8 drafts, float32); 512 would
 * give 2.66, but each row costs the model's head, a quarter of a 0.5 B model's work on a token.
 */
const mostPromptRows = 128;

/**
 * Logits that are looked at for that: 128 rows of a small vocabulary. Of Qwen's 151,936 tokens 128 rows would be 78 MB, and four
 * times that while they are worked on.
 */
const mostPromptLogits = 1 << 22;

function promptRows(vocabSize: number): number {
  return Math.min(mostPromptRows, Math.ceil(mostPromptLogits / vocabSize));
}

/** Drafts by following what the model ranked highest behind each token when it last read it. */
export const tokenRecycling: Strategy = {
  id: "token-recycling",
  title: "Token recycling",
  description: "Drafts from what the model ranked high before. Best where text repeats itself.",
  maxDrafts,
  maxDepth: hitRates.length,
  createDrafter: ({ vocabSize }) =>
    new TokenRecycling({ vocabSize, hitRates, numPromptRows: promptRows(vocabSize) }),
};
