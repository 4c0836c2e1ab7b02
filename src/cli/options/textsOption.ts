import path from "node:path";
import type { Command } from "commander";
import { sourceFiles, type SourceFile } from "../cases/sourceFiles";

/** Other files of the project. */
export interface TextsFlags {
  readonly texts?: string;
}

/** The option of `TextsFlags`. */
export function addTextsOption(command: Command): Command {
  return command.option(
    "--texts <folder>",
    "source files to draft from besides the one that is completed: faster, never another text",
  );
}

/**
 * The files that the flags name; none without a flag.
 *
 * @param besides path of the file that is completed, which is none of them
 * @throws user/bad-argument if there is no such folder
 */
export async function otherFiles(
  { texts }: TextsFlags,
  cwd: string,
  besides?: string,
): Promise<readonly SourceFile[]> {
  if (texts === undefined) return [];
  const folder = path.resolve(cwd, texts);
  const files = await sourceFiles(folder);
  return files.filter((file) => path.join(folder, file.path) !== besides);
}
