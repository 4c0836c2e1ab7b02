import { ForetypeError } from "../../core/errors";
import { FileLock } from "../../files/fileLock";

/**
 * Holds others off a file while it is downloaded: two processes that write into one would ruin it.
 *
 * @throws user/bad-argument if somebody else is at it
 */
export async function downloadLock(target: string): Promise<FileLock> {
  const lock = await FileLock.tryTake(`${target}.lock`);
  if (lock !== undefined) return lock;
  throw new ForetypeError(
    "user/bad-argument",
    `${target} is being downloaded already, in another window or terminal. Wait for it, or stop it there.`,
  );
}
