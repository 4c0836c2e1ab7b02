import { ForetypeError } from "../../core/errors";

/** For a file that is not what it says; `problem` follows the file's name. */
export function corruptExport(path: string, problem: string, cause?: unknown): ForetypeError {
  return new ForetypeError("model/corrupt", `${path} ${problem}. Get the model again.`, { cause });
}

/** For a sound graph that Foretype cannot run; `problem` follows the file's name. */
export function unsupportedExport(path: string, problem: string, cause?: unknown): ForetypeError {
  return new ForetypeError(
    "model/unsupported",
    `${path} ${problem}. Choose another export of the model, or its weights as .safetensors or .gguf.`,
    { cause },
  );
}

const longestShown = 80;

/** A name out of a file, fit to stand in a sentence: on one line, and not too long. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > longestShown ? `${name.slice(0, longestShown)}...` : name);
}
