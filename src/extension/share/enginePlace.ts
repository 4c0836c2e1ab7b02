import { createHash, randomBytes } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { neverCancelled } from "../../core/ports";
import { FileLock } from "../../files/fileLock";
import { protocolVersion } from "../../protocol/engineApi";
import type { EngineProcessParams } from "../engineProcess";
import { makePrivateFolder, runtimeFolder, type UserPlace } from "./runtimeFolder";

/** Where the windows of a user meet one engine. */
export interface EnginePlace {
  /** Of a socket, or of a named pipe on Windows. */
  readonly address: string;
  /** What proves that somebody may read the user's files; see `protocol/handshake`. */
  readonly token: Uint8Array;
  readonly tokenFile: string;
  /** Held by who starts the engine. */
  readonly lockFile: string;
}

const numTokenBytes = 32;

/** The least that systems allow, with its end. */
const mostAddressBytes = 103;

/**
 * The place for one version of the engine under one program: windows that would start another engine meet elsewhere. The token is
 * part of the address, so that nobody else can know where a named pipe will be.
 *
 * @throws where there is no folder that only this user can read
 */
export async function enginePlace(
  { enginePath, execPath = process.execPath }: EngineProcessParams,
  user: UserPlace,
): Promise<EnginePlace> {
  const folder = runtimeFolder(user);
  await makePrivateFolder(folder, user);
  const tokenFile = path.join(folder, "token");
  const token = await takeToken(tokenFile);
  const { mtimeMs } = await stat(enginePath);
  const key = createHash("sha256")
    .update(token)
    .update(JSON.stringify([protocolVersion, enginePath, mtimeMs, execPath]))
    .digest("hex")
    .slice(0, 16);
  const address =
    user.platform === "win32" ? `\\\\.\\pipe\\foretype-${key}` : path.join(folder, `${key}.sock`);
  if (Buffer.byteLength(address) > mostAddressBytes) {
    throw new Error(`${address} is too long for a socket`);
  }
  return { address, token, tokenFile, lockFile: path.join(folder, `${key}.lock`) };
}

/** The user's token, which the first to ask makes. */
async function takeToken(file: string): Promise<Uint8Array> {
  const known = await readToken(file);
  if (known !== undefined) return known;
  const lock = await FileLock.take(`${file}.lock`, neverCancelled);
  try {
    const other = await readToken(file);
    if (other !== undefined) return other;
    const token = randomBytes(numTokenBytes);
    await writeFile(file, token, { mode: 0o600 });
    return token;
  } finally {
    await lock.release();
  }
}

async function readToken(file: string): Promise<Uint8Array | undefined> {
  try {
    const token = await readFile(file);
    return token.length === numTokenBytes ? token : undefined;
  } catch {
    return undefined;
  }
}
