import { at } from "../at";
import type { StepOutput } from "../model/languageModel";
import { logSumExp } from "../sample/logSumExp";
import type { CoverTree } from "./coverTree";

/** What the model thinks of the covers of a tree, from one pass with whole rows. */
export interface CoverWeights {
  /** log P(tokens of the node | prompt), [n]. */
  readonly logPath: Float64Array;
  /** log P(tokens of the node, token | prompt). */
  readonly logWeight: (node: number, token: number) => number;
}

/**
 * Weighs covers at a temperature: every row is softmax(logits / T), as if the text had been written at that temperature.
 *
 * @param output of a pass over `covers.below(...)` that was asked for all nodes and for logits
 * @param temperature above 0
 */
export async function weighCovers(
  output: StepOutput,
  covers: CoverTree,
  temperature: number,
): Promise<CoverWeights> {
  const rows: Float32Array[] = [];
  const logTotals: number[] = [];
  const logPath = new Float64Array(covers.size);
  const logProbability = (node: number, token: number): number =>
    at(rows[node] ?? [], token) / temperature - at(logTotals, node);
  for (let node = 0; node < covers.size; node++) {
    const row = await output.fullRow(node);
    rows.push(row);
    logTotals.push(logSumExp(row, temperature));
    const parent = covers.parentOf(node);
    if (parent >= 0) {
      logPath[node] = at(logPath, parent) + logProbability(parent, covers.tokenOf(node));
    }
  }
  return {
    logPath,
    logWeight: (node, token) => at(logPath, node) + logProbability(node, token),
  };
}
