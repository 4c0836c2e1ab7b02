import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Makes a new empty folder. Its path is short because sockets are made below it. */
export function makeWorkFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "ft-"));
}

/** Removes it with all that is in it. Processes that were just ended may still be writing, so it tries for a second. */
export function removeWorkFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
