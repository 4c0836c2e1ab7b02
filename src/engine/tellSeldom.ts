import type { Cancellation, Clock } from "../core/ports";
import type { OpeningProgress } from "../protocol/engineApi";

/** Progress more often than this is not worth a message. */
const progressMs = 100;

/** Tells of progress that is still of interest, and not too often. */
export function tellSeldom(
  tell: (progress: OpeningProgress) => void,
  wish: Cancellation,
  clock: Clock,
): (progress: OpeningProgress) => void {
  let toldMs = Number.NEGATIVE_INFINITY;
  let stage: OpeningProgress["stage"] | undefined;
  return (progress) => {
    if (wish.isCancelled) return;
    const nowMs = clock.now();
    if (progress.stage === stage && nowMs - toldMs < progressMs) return;
    toldMs = nowMs;
    stage = progress.stage;
    tell(progress);
  };
}
