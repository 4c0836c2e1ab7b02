import type { FimLayout, HoleStart } from "../core/model/fimFormat";
import type { ModelRole } from "./manifest";
import { readManifest } from "./readManifest";

/** A line about a model, for lists. */
export interface ModelSummary {
  readonly id: string;
  readonly name: string;
  readonly role: ModelRole;
  /** SPDX identifier. */
  readonly licence: string;
  /** Size of all its files. */
  readonly bytes: number;
  readonly contextLength: number;
  readonly holeStart: HoleStart;
  readonly layout: FimLayout;
  readonly languages: readonly string[];
}

/**
 * The models of a manifest, in its order. No checksum is read: a listed model may still be refused when it is opened.
 *
 * @throws model/missing or model/corrupt when the manifest itself cannot be used
 */
export async function listModels(modelsFolder: string): Promise<readonly ModelSummary[]> {
  const models = await readManifest(modelsFolder);
  return models.map((model) => ({
    id: model.id,
    name: model.name,
    role: model.role,
    licence: model.licence,
    bytes: model.files.reduce((sum, file) => sum + file.bytes, 0),
    contextLength: model.contextLength,
    holeStart: model.format.holeStart,
    layout: model.format.layout,
    languages: model.languages,
  }));
}
