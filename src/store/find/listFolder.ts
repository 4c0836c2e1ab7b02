import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { messageOf } from "../../core/errors";
import type { SkippedPath } from "./foundModel";

/** So many entries of a folder are looked at; nobody keeps more models in one. */
const mostEntries = 10_000;

/**
 * The entries of a folder, sorted by name, so that what is found has an order that stays. None for a folder that is not there;
 * one that cannot be read is noted in `skipped`.
 */
export async function listFolder(folder: string, skipped: SkippedPath[]): Promise<Dirent[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (!isAbsent(error)) skipped.push({ path: folder, reason: reasonOf(error) });
    return [];
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (entries.length > mostEntries) {
    skipped.push({
      path: folder,
      reason: `It has ${entries.length} entries; only the first ${mostEntries} were looked at.`,
    });
  }
  return entries.slice(0, mostEntries);
}

/** Whether the error says that there is no such file or folder. */
export function isAbsent(error: unknown): boolean {
  const code = codeOf(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "It may not be read.",
  EPERM: "It may not be read.",
  ELOOP: "Its links lead round in a circle.",
  ENOENT: "What it points at is not there.",
  ENOTDIR: "What it points at is not there.",
};

/** Why a path could not be used, as a sentence. */
export function reasonOf(error: unknown): string {
  return reasons[codeOf(error) ?? ""] ?? messageOf(error);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
