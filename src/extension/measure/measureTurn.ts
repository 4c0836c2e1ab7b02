import { messageOf } from "../../core/errors";
import type { Logger } from "../../core/ports";
import { FileLock } from "../../files/fileLock";

/** Who holds it may measure: nobody else's measuring takes the machine away meanwhile. */
export interface MeasureTurn {
  release(): Promise<void>;
}

/**
 * Waits for the turn among the windows of a user, whether they share an engine or not: two at once would measure each other.
 *
 * @param file the lock of all windows. Where it cannot be made nothing is waited for
 * @param onWait called once, if another window has the turn
 * @returns `undefined` if `signal` was aborted before the turn came
 */
export async function takeMeasureTurn(
  file: string,
  signal: AbortSignal,
  { onWait, log }: { readonly onWait: () => void; readonly log: Pick<Logger, "warn"> },
): Promise<MeasureTurn | undefined> {
  try {
    const free = await FileLock.tryTake(file);
    if (free !== undefined) return free;
    onWait();
    return await FileLock.take(file, {
      get isCancelled(): boolean {
        return signal.aborted;
      },
    });
  } catch (error) {
    if (signal.aborted) return undefined;
    log.warn(`Other windows may measure at the same time: ${messageOf(error)}`);
    return { release: () => Promise.resolve() };
  }
}
