import { readFile } from "node:fs/promises";
import { ForetypeError } from "../../core/errors";

/** @throws model/missing naming the file */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ForetypeError("model/missing", `${file} cannot be read. Install the model again.`, {
      cause,
    });
  }
}
