import { createHash } from "node:crypto";
import path from "node:path";
import { ForetypeError, invariant } from "../core/errors";
import type { ModelSource } from "../core/model/modelSource";
import { checkFile } from "./checkFile";
import { requiredFiles, type ManifestModel } from "./manifest";
import { readManifest } from "./readManifest";

/**
 * Finds a model of the manifest and checks every one of its files.
 *
 * @throws user/bad-argument for an id that the manifest lacks, naming those that it has
 * @throws model/missing or model/corrupt naming the file and what is wrong with it
 */
export async function locateModel(modelsFolder: string, modelId: string): Promise<ModelSource> {
  const models = await readManifest(modelsFolder);
  const model = models.find((candidate) => candidate.id === modelId);
  if (model === undefined) {
    const known = models.map((candidate) => candidate.id).join(", ");
    throw new ForetypeError(
      "user/bad-argument",
      `There is no model "${modelId}". Known models: ${known}.`,
    );
  }
  // Ids and file names have no separators (see parseManifest), so no path leaves the models folder.
  const folder = path.resolve(modelsFolder, model.id);
  for (const file of model.files) await checkFile(path.join(folder, file.name), file);
  return {
    id: model.id,
    name: model.name,
    licence: model.licence,
    files: {
      kind: "hugging-face",
      config: path.join(folder, "config.json"),
      tokenizer: path.join(folder, "tokenizer.json"),
      weights: [path.join(folder, "model.safetensors")],
    },
    sha256: sourceHash(model),
    format: model.format,
    contextLength: model.contextLength,
    languages: model.languages,
  };
}

/** Covers the files that graphs and vocabularies are built from; a new card builds nothing anew. */
function sourceHash(model: ManifestModel): string {
  const hash = createHash("sha256");
  for (const name of requiredFiles) {
    const file = model.files.find((candidate) => candidate.name === name);
    invariant(file !== undefined, `the manifest was read without ${name}`);
    hash.update(file.sha256);
  }
  return hash.digest("hex");
}
