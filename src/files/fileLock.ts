import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { ForetypeError } from "../core/errors";
import type { Cancellation } from "../core/ports";

/** Who holds a lock gives a sign so often, and is gone if the last sign is so old. Milliseconds. */
const signMs = 5_000;
const goneMs = 30_000;
const pollMs = 250;

/** A lock among processes: a file that only one of them can create, with its process id in it. */
export class FileLock {
  readonly #file: string;
  readonly #timer: NodeJS.Timeout;

  private constructor(file: string) {
    this.#file = file;
    this.#timer = setInterval(() => {
      const now = new Date();
      // If it cannot be touched, others may take its owner for gone; checksums decide in the end.
      utimes(file, now, now).catch(() => undefined);
    }, signMs);
    this.#timer.unref();
  }

  /** Takes the lock; `undefined` if another holds it. One that its owner has left behind is taken over. */
  static async tryTake(file: string): Promise<FileLock | undefined> {
    await mkdir(path.dirname(file), { recursive: true });
    if (await create(file)) return new FileLock(file);
    if (!(await isAbandoned(file))) return undefined;
    await rm(file, { force: true });
    return (await create(file)) ? new FileLock(file) : undefined;
  }

  /**
   * Waits until no other holds the lock, and takes it.
   *
   * @throws user/cancelled when `cancellation` says so
   */
  static async take(file: string, cancellation: Cancellation): Promise<FileLock> {
    for (;;) {
      const lock = await FileLock.tryTake(file);
      if (lock !== undefined) return lock;
      if (cancellation.isCancelled) {
        throw new ForetypeError("user/cancelled", "Opening the model was cancelled.");
      }
      await setTimeout(pollMs);
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await rm(this.#file, { force: true });
  }
}

async function create(file: string): Promise<boolean> {
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

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > goneMs) return true;
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
