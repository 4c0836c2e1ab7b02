import { Calibrator, type CheckedDraft } from "../../../src/core/draft/calibrator";

/**
 * A known-wrong calibrator: every drafted node counts, as a hit where it was kept and as a miss where it was not, also below
 * nodes that were rejected themselves. What it learns of a child is the probability of its whole path.
 */
export class EveryNodeCalibrator extends Calibrator {
  override observe({ draft, path }: CheckedDraft): void {
    for (const [index, { depth, guesses }] of draft.candidates.entries()) {
      if (depth === 0) continue;
      const isKept = path[depth] === draft.nodes[index];
      for (const guess of guesses) this.count(guess, depth, isKept);
    }
  }
}
