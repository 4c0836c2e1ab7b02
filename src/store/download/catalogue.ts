import { ForetypeError } from "../../core/errors";
import { JsonFields } from "../jsonFields";

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

const idPattern = /^[a-z0-9][a-z0-9._-]*$/;
const repositoryPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._-]*$/;
const revisionPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const filePattern = /^([A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*\.gguf$/;
const sha256Pattern = /^[0-9a-f]{64}$/;

/**
 * Reads a catalogue's text and checks every field.
 *
 * @param path named in errors
 * @throws model/corrupt naming the file and the field
 */
export function parseCatalogue(text: string, path: string): readonly CatalogueEntry[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ForetypeError(
      "model/corrupt",
      `${path} is not valid JSON. Restore it from the release.`,
      { cause },
    );
  }
  const root = JsonFields.of(json, path, "");
  const entries = root.objects("models").map(readEntry);
  const ids = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (ids.has(id)) throw root.bad(`models[${String(index)}].id`, `repeats "${id}"`);
    ids.add(id);
  }
  return entries;
}

function readEntry(fields: JsonFields): CatalogueEntry {
  return {
    id: fields.matching("id", idPattern, "must be lower-case letters, digits, '.', '_' and '-'"),
    name: fields.string("name"),
    licence: fields.string("licence"),
    repository: fields.matching("repository", repositoryPattern, "must be OWNER/NAME"),
    revision: fields.matching("revision", revisionPattern, "must be a branch or a commit"),
    file: fields.matching("file", filePattern, "must be a path of plain names to a .gguf file"),
    ...(fields.has("bytes") && { bytes: fields.positiveInteger("bytes") }),
    ...(fields.has("sha256") && {
      sha256: fields.matching("sha256", sha256Pattern, "must be 64 lower-case hexadecimal digits"),
    }),
    note: fields.string("note"),
    languages: fields.strings("languages"),
  };
}
