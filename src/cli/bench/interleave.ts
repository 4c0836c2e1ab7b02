/** One run of a bench: which case, decoded by which strategy. */
export interface BenchTurn {
  readonly caseIndex: number;
  readonly strategyIndex: number;
}

/**
 * All pairs of a case and a strategy, the strategies taking turns so that a slow minute of the machine hits all alike.
 * Neighbouring turns are about different cases: a strategy that followed another on the same case would find its prompt
 * in the cache and draft without having seen it.
 *
 * Example: 4 cases and strategies A and B give A0 B2 A1 B3 A2 B0 A3 B1.
 */
export function interleave(numCases: number, numStrategies: number): readonly BenchTurn[] {
  const turns: BenchTurn[] = [];
  for (let round = 0; round < numCases; round++) {
    for (let strategyIndex = 0; strategyIndex < numStrategies; strategyIndex++) {
      turns.push({ caseIndex: (round + 2 * strategyIndex) % numCases, strategyIndex });
    }
  }
  return turns;
}
