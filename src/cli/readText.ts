import { readFile } from "node:fs/promises";
import path from "node:path";
import { ForetypeError } from "../core/errors";

/**
 * The text of a file that was named on the command line.
 *
 * @throws user/bad-argument if it cannot be read
 */
export async function readText(file: string, cwd: string): Promise<string> {
  return readFile(path.resolve(cwd, file), "utf8").catch((cause: unknown) => {
    throw new ForetypeError(
      "user/bad-argument",
      `${file} cannot be read. Name a file that exists.`,
      { cause },
    );
  });
}
