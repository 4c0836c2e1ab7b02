import { readFile } from "node:fs/promises";
import path from "node:path";
import { ForetypeError } from "../../core/errors";
import { isAbsent } from "../find/listFolder";
import { parseCatalogue, type CatalogueEntry } from "./catalogue";

/**
 * The models that can be downloaded, from `catalogue.json` of a models folder. A folder without one offers none.
 *
 * @throws model/missing if it cannot be read, model/corrupt if it is not as it should be
 */
export async function readCatalogue(modelsFolder: string): Promise<readonly CatalogueEntry[]> {
  const file = path.join(modelsFolder, "catalogue.json");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    if (isAbsent(cause)) return [];
    throw new ForetypeError("model/missing", `${file} cannot be read. Check its permissions.`, {
      cause,
    });
  }
  return parseCatalogue(text, file);
}
