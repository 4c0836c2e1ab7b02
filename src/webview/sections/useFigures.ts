import { quotient } from "../../core/stats/panel/printed";
import type { UseSection } from "../../core/stats/panel/sections";
import { leastN } from "../../core/stats/panel/thresholds";

/** Shares as they are printed, 0..1; each left out while there is too little of what it is a share of. */
export interface UseFigures {
  /** Of new characters. */
  readonly ofNewCode: number | undefined;
  /** Of requests. */
  readonly shown: number | undefined;
  /** Of those shown. */
  readonly accepted: number | undefined;
  /** Of those accepted that enough time has passed for. */
  readonly kept: number | undefined;
  readonly fromMemory: number;
  /** Of those shown. */
  readonly memoryShare: number | undefined;
}

export function useFigures(use: UseSection): UseFigures {
  const fromMemory = use.typedAlong + use.seen;
  return {
    ofNewCode: share(use.acceptedChars, use.newChars),
    shown: share(use.shown, use.requests),
    accepted: share(use.accepted, use.shown),
    kept: share(use.kept, use.keptOf),
    fromMemory,
    memoryShare: share(fromMemory, use.shown),
  };
}

function share(part: number, whole: number): number | undefined {
  return whole < leastN.share ? undefined : quotient(part, whole);
}
