import { addByIndex } from "../drafterCounts";
import { amount, chance } from "./amounts";
import type { DraftsSeen } from "./cost";
import { median } from "../quantiles";
import type { RequestSample } from "./requestSample";

/** So many passes of one token tell what one takes here and now. */
const leastPlainPasses = 20;

/** What was drafted in these requests, and what their passes took: of each size the mean of a request. */
export function draftsSeen(samples: readonly RequestSample[]): Omit<DraftsSeen, "passesPerSize"> {
  const numPasses = samples.reduce((sum, { passes }) => sum + passes, 0);
  const chances = samples.map(({ chancesPerRank }) => chancesPerRank).reduce(addByIndex, []);
  return {
    chances: numPasses > 0 ? chances.map((sum) => chance(sum / numPasses)) : [],
    passes: samples.flatMap(passTimes),
  };
}

/** What a pass of one token took in these requests; `undefined` while there were too few to tell. */
export function oneTokenMs(samples: readonly RequestSample[]): number | undefined {
  const numPlain = samples.reduce((sum, { passesPerSize }) => sum + (passesPerSize[0] ?? 0), 0);
  if (numPlain < leastPlainPasses) return undefined;
  const times = samples.flatMap(passTimes).filter(({ numNodes }) => numNodes === 1);
  return median(times.map(({ ms }) => ms));
}

function passTimes({ passesPerSize, msPerSize }: RequestSample): DraftsSeen["passes"] {
  return passesPerSize.flatMap((num, i) =>
    num > 0 ? [{ numNodes: i + 1, ms: amount((msPerSize[i] ?? 0) / num) }] : [],
  );
}
