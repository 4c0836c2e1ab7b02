import { readFile } from "node:fs/promises";
import path from "node:path";
import { ForetypeError } from "../../core/errors";
import { parseCases, type CaseKind, type CompletionCase } from "../../core/check/completionCase";

/** Which cases of a file are wanted. */
interface CaseChoice {
  readonly cwd: string;
  /** Only cases of these kinds; of all kinds without it. */
  readonly kinds?: readonly CaseKind[] | undefined;
  /** Only the first so many of them; all without it. */
  readonly limit?: number | undefined;
}

/**
 * Reads a cases file.
 *
 * @throws user/bad-argument if the file is missing, holds something else, or no case of these kinds
 */
export async function readCases(
  file: string,
  { cwd, kinds, limit }: CaseChoice,
): Promise<readonly CompletionCase[]> {
  const text = await readFile(path.resolve(cwd, file), "utf8").catch((cause: unknown) => {
    throw new ForetypeError(
      "user/bad-argument",
      `${file} cannot be read. Name a cases file, or write one with "foretype cut".`,
      { cause },
    );
  });
  const all = parseCases(text, file);
  const wanted = kinds === undefined ? all : all.filter(({ kind }) => kinds.includes(kind));
  if (wanted.length > 0) return wanted.slice(0, limit);
  throw new ForetypeError(
    "user/bad-argument",
    `${file} holds no case of these kinds. Choose others with --kind.`,
  );
}
