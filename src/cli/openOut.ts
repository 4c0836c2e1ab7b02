import { open, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { ForetypeError, messageOf } from "../core/errors";
import type { CliHost } from "./cliHost";

/**
 * Opens a file for writing, emptied.
 *
 * @throws user/bad-argument if it cannot be written
 */
export async function openOut(file: string, host: CliHost): Promise<FileHandle> {
  return open(path.resolve(host.cwd, file), "w").catch((cause: unknown) => {
    throw new ForetypeError(
      "user/bad-argument",
      `${file} cannot be written (${messageOf(cause)}). Choose another file.`,
      { cause },
    );
  });
}
