import { open, rm, stat, utimes } from "node:fs/promises";
import { ForetypeError } from "../../core/errors";

/** Who holds a lock gives a sign so often, and is gone if the last sign is so old. Milliseconds. */
const signMs = 5000;
const goneMs = 30_000;

/** Holds others off a file while it is downloaded: two processes that write into one would ruin it. */
export class DownloadLock {
  readonly #file: string;
  readonly #timer: NodeJS.Timeout;

  private constructor(file: string) {
    this.#file = file;
    this.#timer = setInterval(() => {
      const now = new Date();
      // If the file is gone, nobody is held off any more, and the checksum decides in the end.
      utimes(file, now, now).catch(() => undefined);
    }, signMs);
    this.#timer.unref();
  }

  /** @throws user/bad-argument if somebody else is at it */
  static async take(target: string): Promise<DownloadLock> {
    const file = `${target}.lock`;
    if (await isAbandoned(file)) await rm(file, { force: true });
    try {
      await (await open(file, "wx")).close();
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") {
        throw new ForetypeError(
          "user/bad-argument",
          `${target} is being downloaded already, in another window or terminal. Wait for it, or stop it there.`,
        );
      }
      throw error;
    }
    return new DownloadLock(file);
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await rm(this.#file, { force: true });
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs > goneMs;
  } catch {
    return false;
  }
}
