import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** What is compared to tell whether a file is still the one that was read. */
export interface FileState {
  /** With all links resolved. */
  readonly path: string;
  readonly bytes: number;
  /** Time of its last change, in milliseconds since 1970, as exact as the system knows it. */
  readonly changedMs: number;
}

const sha256Pattern = /^[0-9a-f]{64}$/;

/**
 * The hash that was remembered for a file in this very state. A note for each file, so that windows that write at the same time
 * do not lose each other's.
 */
export async function recallHash(
  cacheFolder: string,
  state: FileState,
): Promise<string | undefined> {
  let note: unknown;
  try {
    note = JSON.parse(await readFile(noteOf(cacheFolder, state), "utf8"));
  } catch {
    // Not there, or damaged: then the file is read again.
    return undefined;
  }
  if (typeof note !== "object" || note === null) return undefined;
  const { path: file, bytes, changedMs, sha256 } = note as Record<string, unknown>;
  const isSame = file === state.path && bytes === state.bytes && changedMs === state.changedMs;
  return isSame && typeof sha256 === "string" && sha256Pattern.test(sha256) ? sha256 : undefined;
}

/** Keeps a hash. A cache that cannot be written costs time at the next start, and nothing else. */
export async function rememberHash(
  cacheFolder: string,
  state: FileState,
  sha256: string,
): Promise<void> {
  const note = noteOf(cacheFolder, state);
  const unfinished = `${note}.${randomUUID()}.tmp`;
  try {
    await mkdir(path.dirname(note), { recursive: true });
    await writeFile(unfinished, JSON.stringify({ ...state, sha256 }));
    await rename(unfinished, note);
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

/** Forgets what is remembered of a file that is removed. */
export async function forgetHash(cacheFolder: string, file: string): Promise<void> {
  await rm(noteOf(cacheFolder, { path: file }), { force: true });
}

function noteOf(cacheFolder: string, { path: file }: Pick<FileState, "path">): string {
  const name = createHash("sha256").update(file).digest("hex");
  return path.join(cacheFolder, "hashes", `${name}.json`);
}
