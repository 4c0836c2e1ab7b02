import { readFile } from "node:fs/promises";
import path from "node:path";
import { ForetypeError } from "../../core/errors";
import { parseCases, type CompletionCase } from "./completionCase";

/**
 * Reads a cases file.
 *
 * @param limit only the first so many; all without it
 * @throws user/bad-argument if the file is missing or holds something else
 */
export async function readCases(
  file: string,
  options: { readonly cwd: string; readonly limit: number | undefined },
): Promise<readonly CompletionCase[]> {
  const text = await readFile(path.resolve(options.cwd, file), "utf8").catch((cause: unknown) => {
    throw new ForetypeError(
      "user/bad-argument",
      `${file} cannot be read. Name a cases file, or write one with "foretype cut".`,
      { cause },
    );
  });
  return parseCases(text, file).slice(0, options.limit);
}
