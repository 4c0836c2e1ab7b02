import type { LanguageModel } from "../model/languageModel";
import type { Clock } from "../ports";
import { chainTree } from "../tree/chainTree";
import type { CostPoint } from "./costCurve";
import { CostModel } from "./costModel";

/** Sizes in the order of their use, should the time be up: with the first five the form of the curve is known. */
const sizesByUse = [1, 2, 4, 8, 16, 3, 6, 12, 24, 32];

/** Opening a model takes so much longer at most. */
const usualBudgetMs = 2000;

/** Rows in the cache: few, and enough more to see what attention adds. */
const lengths = [32, 288];

/** Most times that each size is timed at a length. */
const numRounds = 7;

/** Tokens of a pass that only fills the cache. */
const fillTokens = 32;

/**
 * Times passes of several sizes at two lengths of the cache. Rounds over all sizes follow each other, so that what disturbs the
 * machine for a moment disturbs none of them alone; of the times of one size the median counts. Behind the first round, sizes go up
 * and down in turn: a small pass behind a large one finds the processor's caches full of other things, and takes a sixth longer than
 * it does behind its like, as it is where nothing is drafted. When the time is up, what was timed until then has to do: a large
 * model has fewer sizes and rounds, and one length.
 *
 * The cache is as empty afterwards as it was before.
 *
 * @param model with an empty cache
 * @param budgetMs no pass begins later than this, but the first ones
 */
export async function measureCost(
  model: LanguageModel,
  clock: Clock,
  budgetMs = usualBudgetMs,
): Promise<CostModel> {
  const endMs = clock.now() + budgetMs;
  const isOver = (): boolean => clock.now() >= endMs;
  const points: CostPoint[] = [];
  try {
    for (const length of lengths) {
      if (model.maxLength < length + Math.max(...sizesByUse)) break;
      if (!(await fill(model, length, points.length > 0 ? isOver : () => false))) break;
      // The first pass of a kind takes longer: memory is laid out.
      await timePass(model, 1, clock);
      for (let round = 0; round < numRounds; round++) {
        for (const numNodes of sizesOf(round)) {
          if (points.length > 0 && isOver()) break;
          points.push({
            numNodes,
            cachedLength: length,
            ms: await timePass(model, numNodes, clock),
          });
        }
      }
    }
  } finally {
    model.truncate(0);
  }
  return new CostModel(points.filter(({ ms }) => ms > 0));
}

/** By use, and then upwards and downwards in turn. */
function sizesOf(round: number): readonly number[] {
  if (round === 0) return sizesByUse;
  return sizesByUse.toSorted((a, b) => (round % 2 === 1 ? a - b : b - a));
}

/** Brings rows into the cache until there are `length`. @returns whether it could before time was up */
async function fill(model: LanguageModel, length: number, isOver: () => boolean): Promise<boolean> {
  while (model.cachedLength < length) {
    if (isOver()) return false;
    const tokens = someTokens(model, Math.min(fillTokens, length - model.cachedLength));
    const step = await model.forward(chainTree(tokens), Int32Array.of());
    model.keep(step, Int32Array.from(tokens.keys()));
  }
  return true;
}

/** Milliseconds of a pass over a chain, with the rows of all its nodes, of which nothing is kept. */
async function timePass(model: LanguageModel, numNodes: number, clock: Clock): Promise<number> {
  const tokens = someTokens(model, numNodes);
  const begunMs = clock.now();
  await model.forward(chainTree(tokens), Int32Array.from(tokens.keys()));
  return clock.now() - begunMs;
}

function someTokens(model: LanguageModel, num: number): Int32Array {
  return Int32Array.from({ length: num }, (_, i) => i % model.vocabSize);
}
