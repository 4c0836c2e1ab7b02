import { readFile } from "node:fs/promises";
import path from "node:path";
import { ForetypeError } from "../core/errors";
import { parseManifest, type ManifestModel } from "./manifest";

/**
 * Reads `manifest.json` of a models folder.
 *
 * @throws model/missing if there is none, model/corrupt if it is not as it should be
 */
export async function readManifest(modelsFolder: string): Promise<readonly ManifestModel[]> {
  const file = path.join(modelsFolder, "manifest.json");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new ForetypeError(
      "model/missing",
      `${file} cannot be read, so no model is known. Install Foretype again, or name a models folder that has a manifest.json.`,
      { cause },
    );
  }
  return parseManifest(text, file);
}
