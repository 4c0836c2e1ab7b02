import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { ForetypeError } from "../../core/errors";
import type { Cancellation } from "../../core/ports";

/** A lock file that its owner has not touched for so long is left over from a crash. */
const staleMs = 30_000;
const touchMs = 5_000;
const pollMs = 250;

/** A lock among processes: a file that only one of them can create. Its owner touches it while it works. */
export class FolderLock {
  readonly #file: string;
  readonly #timer: NodeJS.Timeout;

  private constructor(file: string) {
    this.#file = file;
    this.#timer = setInterval(() => {
      const now = new Date();
      // If it cannot be touched, others may take it for stale; then both build the same thing, one after the other.
      utimes(file, now, now).catch(() => undefined);
    }, touchMs);
    this.#timer.unref();
  }

  /**
   * Waits until no other process holds the lock.
   *
   * @throws user/cancelled when `cancellation` says so
   */
  static async acquire(file: string, cancellation: Cancellation): Promise<FolderLock> {
    await mkdir(path.dirname(file), { recursive: true });
    while (!(await tryCreate(file))) {
      if (cancellation.isCancelled) {
        throw new ForetypeError("user/cancelled", "Opening the model was cancelled.");
      }
      if (await isStale(file)) await rm(file, { force: true });
      else await setTimeout(pollMs);
    }
    return new FolderLock(file);
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await rm(this.#file, { force: true });
  }
}

async function tryCreate(file: string): Promise<boolean> {
  try {
    const handle = await open(file, "wx");
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > staleMs) return true;
    const pid = Number(await readFile(file, "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 && !isAlive(pid);
  } catch {
    // Its owner has just removed it.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user lives too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
