/** One run of a bench: which case, decoded by which strategy. */
export interface BenchTurn {
  readonly caseIndex: number;
  readonly strategyIndex: number;
}

/**
 * All pairs of a case and a strategy, case by case, so that what disturbs the machine for a moment or an hour disturbs all strategies
 * alike. They take turns at being the first. What one leaves in the cache is to be forgotten before the next.
 *
 * Example: 3 cases and strategies A and B give A0 B0 B1 A1 A2 B2.
 */
export function interleave(numCases: number, numStrategies: number): readonly BenchTurn[] {
  const turns: BenchTurn[] = [];
  for (let caseIndex = 0; caseIndex < numCases; caseIndex++) {
    for (let turn = 0; turn < numStrategies; turn++) {
      turns.push({ caseIndex, strategyIndex: (turn + caseIndex) % numStrategies });
    }
  }
  return turns;
}
