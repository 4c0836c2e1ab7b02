import { statfs } from "node:fs/promises";

/** Bytes that this user may still write where a folder is. As much as anybody could want where the system does not say. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    // Some network disks have no answer; a full one is noticed when it is written to.
    return Number.MAX_SAFE_INTEGER;
  }
}
