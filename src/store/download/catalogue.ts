import type { JsonFields } from "../jsonFields";
import { parseModelList, readModelId, readSha256 } from "../parseModelList";

/** A model that can be downloaded: one GGUF file of a repository on the Hugging Face Hub. */
export interface CatalogueEntry {
  /** Names the model, and its file among the downloads. */
  readonly id: string;
  readonly name: string;
  /** SPDX identifier, or the licence's own name where it has none. */
  readonly licence: string;
  /** OWNER/NAME. */
  readonly repository: string;
  /** Branch or commit. */
  readonly revision: string;
  /** Path inside the repository. */
  readonly file: string;
  /** Size, where it is known before the Hub is asked. */
  readonly bytes?: number;
  /** What the file must be; where it is not known, what the Hub says of it. */
  readonly sha256?: string;
  /** A sentence on what the model is good for. */
  readonly note: string;
  /** VS Code language ids, of the best known; models of code know more. */
  readonly languages: readonly string[];
}

const repositoryPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._-]*$/;
const revisionPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const filePattern = /^([A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*\.gguf$/;

/**
 * Reads a catalogue's text and checks every field.
 *
 * @param path named in errors
 * @throws model/corrupt naming the file and the field
 */
export function parseCatalogue(text: string, path: string): readonly CatalogueEntry[] {
  return parseModelList(text, path, readEntry);
}

function readEntry(fields: JsonFields): CatalogueEntry {
  return {
    id: readModelId(fields),
    name: fields.string("name"),
    licence: fields.string("licence"),
    repository: fields.matching("repository", repositoryPattern, "must be OWNER/NAME"),
    revision: fields.matching("revision", revisionPattern, "must be a branch or a commit"),
    file: fields.matching("file", filePattern, "must be a path of plain names to a .gguf file"),
    ...(fields.has("bytes") && { bytes: fields.positiveInteger("bytes") }),
    ...(fields.has("sha256") && {
      sha256: readSha256(fields),
    }),
    note: fields.string("note"),
    languages: fields.strings("languages"),
  };
}
