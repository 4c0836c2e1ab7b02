import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { ForetypeError } from "../core/errors";
import { checkWanted, type WorkOptions } from "./work";
import { recallHash, rememberHash, type FileState } from "./rememberedHashes";

/** Read at once. */
const pieceBytes = 1 << 20;

/** Smaller files are read anew: they take some ten milliseconds. */
const rememberedBytes = 8 << 20;

/** A file that was written to a moment ago may change again without its time of change telling. */
const settledMs = 2000;

/**
 * The SHA-256 of a file, in lower-case hexadecimal. A file of a size that takes a moment is read once: its hash is kept in
 * the cache folder for as long as its path, size and time of change stay the same.
 *
 * @throws model/missing if it cannot be read; user/cancelled; model/corrupt if it is written to meanwhile
 */
export async function fileHash(
  file: string,
  options: WorkOptions & { readonly cacheFolder: string },
): Promise<string> {
  const before = await stateOf(file);
  const isBig = before.bytes >= rememberedBytes;
  const remembered = isBig ? await recallHash(options.cacheFolder, before) : undefined;
  if (remembered !== undefined) return remembered;
  if (isBig && options.isQuick === true) return "";
  const sha256 = await readHash(file, before.bytes, options);
  const after = await stateOf(file);
  if (after.bytes !== before.bytes || after.changedMs !== before.changedMs) {
    throw new ForetypeError(
      "model/corrupt",
      `${file} changed while it was read. Wait until it is complete and try again.`,
    );
  }
  const isSettled = Date.now() - after.changedMs > settledMs;
  if (isBig && isSettled) await rememberHash(options.cacheFolder, after, sha256);
  return sha256;
}

/** Reads the whole file. */
async function readHash(
  file: string,
  total: number,
  { onProgress, cancellation }: WorkOptions,
): Promise<string> {
  const hash = createHash("sha256");
  let done = 0;
  const stream = createReadStream(file, { highWaterMark: pieceBytes });
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      checkWanted(cancellation, `Reading ${file}`);
      hash.update(piece);
      done += piece.length;
      onProgress?.({ done, total });
    }
  } catch (cause) {
    if (cause instanceof ForetypeError) throw cause;
    throw unreadable(file, cause);
  }
  return hash.digest("hex");
}

/** @throws model/missing if it cannot be read */
export async function stateOf(file: string): Promise<FileState> {
  try {
    const path = await realpath(file);
    const { size, mtimeMs } = await stat(path);
    return { path, bytes: size, changedMs: mtimeMs };
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): ForetypeError {
  return new ForetypeError(
    "model/missing",
    `${file} cannot be read. Check that it is there and that you may read it.`,
    { cause },
  );
}
