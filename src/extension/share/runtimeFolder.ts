import { lstat, mkdir } from "node:fs/promises";
import path from "node:path";

/** What the folder depends on, of the system and of its user. */
export interface UserPlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** `undefined` on Windows. */
  readonly uid: number | undefined;
  /** The system's folder for temporary files. */
  readonly tempFolder: string;
}

/** A path for what only one user's processes may find: short, because the address of a socket has room for about 100 bytes. */
export function runtimeFolder({ platform, env, uid, tempFolder }: UserPlace): string {
  const { XDG_RUNTIME_DIR: runtime, LOCALAPPDATA: local } = env;
  if (platform === "win32") return path.join(local ?? tempFolder, "foretype");
  if (runtime !== undefined && path.posix.isAbsolute(runtime)) {
    return path.join(runtime, "foretype");
  }
  return path.join(tempFolder, `foretype-${String(uid)}`);
}

/**
 * Makes a folder that nobody else can read, or makes sure that it is one.
 *
 * @throws where another user has made it, or could read it
 */
export async function makePrivateFolder(folder: string, { uid }: UserPlace): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stats = await lstat(folder);
  if (!stats.isDirectory()) throw new Error(`${folder} is not a folder`);
  // On Windows, what is in a user's own folder is closed to others.
  if (uid === undefined) return;
  if (stats.uid !== uid) throw new Error(`${folder} belongs to another user`);
  if ((stats.mode & 0o077) !== 0) throw new Error(`${folder} is open to other users`);
}
