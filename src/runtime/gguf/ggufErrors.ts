import { ForetypeError } from "../../core/errors";

/** For a file that is not what it says; `problem` follows the file's name. */
export function corruptGguf(path: string, problem: string, cause?: unknown): ForetypeError {
  return new ForetypeError("model/corrupt", `${path} ${problem}. Get the file again.`, { cause });
}

/** For a sound file that Foretype cannot run; `problem` follows the file's name. */
export function unsupportedGguf(path: string, problem: string): ForetypeError {
  return new ForetypeError(
    "model/unsupported",
    `${path} ${problem}. Choose another file or model.`,
  );
}
