import type { CheckedHealing, CheckRun } from "./checkModel";
import type { PromptWay } from "./promptWays";

/** What a model makes of the cases, asked in one way. */
export interface WayFigures extends PromptWay {
  readonly healing: CheckedHealing;
  readonly numCases: number;
  /** Share of suggestions equal to what was written there, 0..1; `undefined` of no case. */
  readonly exactMatch: number | undefined;
  /** -log2 of the probability of the first characters of what was written there, by characters; `undefined` if not measured. */
  readonly bitsPerCharacter: number | undefined;
  /** Mean entropy, in nats, of the distributions that tokens were chosen from; `undefined` if there was none. */
  readonly meanEntropy: number | undefined;
  /** Decoding, by generated tokens; `undefined` if there was none. */
  readonly msPerToken: number | undefined;
  /** Mean number of prompt tokens that have to be run once a character has been typed; `undefined` of no case. */
  readonly recomputedPerKey: number | undefined;
}

/** @param runs all of one way and one healing, a case each */
export function wayFigures(
  way: PromptWay & { readonly healing: CheckedHealing },
  runs: readonly CheckRun[],
): WayFigures {
  const { holeStart, layout, healing } = way;
  const truths = runs.flatMap(({ truth }) => truth ?? []);
  const entropies = runs.flatMap(({ stats }) => stats.entropies);
  return {
    ...{ holeStart, layout, healing },
    numCases: runs.length,
    exactMatch: ratio(
      sumOf(runs, ({ isExact }) => Number(isExact)),
      runs.length,
    ),
    bitsPerCharacter: ratio(
      sumOf(truths, ({ bits }) => bits),
      sumOf(truths, ({ numCharacters }) => numCharacters),
    ),
    meanEntropy: ratio(
      sumOf(entropies, (entropy) => entropy),
      entropies.length,
    ),
    msPerToken: ratio(
      sumOf(runs, ({ stats }) => stats.decodeMs),
      sumOf(runs, ({ stats }) => stats.numGeneratedTokens),
    ),
    recomputedPerKey: ratio(
      sumOf(runs, (run) => run.numRecomputed),
      runs.length,
    ),
  };
}

function sumOf<Item>(items: readonly Item[], figure: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + figure(item), 0);
}

function ratio(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}
