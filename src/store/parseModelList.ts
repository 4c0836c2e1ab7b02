import { ForetypeError } from "../core/errors";
import { JsonFields } from "./jsonFields";

const idPattern = /^[a-z0-9][a-z0-9._-]*$/;
const sha256Pattern = /^[0-9a-f]{64}$/;

/**
 * Reads a file that ships with Foretype and lists models under "models", each with an id of its own.
 *
 * @param path named in errors
 * @throws model/corrupt naming the file and the field
 */
export function parseModelList<Model extends { readonly id: string }>(
  text: string,
  path: string,
  readModel: (fields: JsonFields) => Model,
): readonly Model[] {
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
  const models = root.objects("models").map(readModel);
  const ids = new Set<string>();
  for (const [index, { id }] of models.entries()) {
    if (ids.has(id)) throw root.bad(`models[${String(index)}].id`, `repeats "${id}"`);
    ids.add(id);
  }
  return models;
}

/** The id of a listed model. */
export function readModelId(fields: JsonFields): string {
  return fields.matching("id", idPattern, "must be lower-case letters, digits, '.', '_' and '-'");
}

/** The checksum of a listed file. */
export function readSha256(fields: JsonFields): string {
  return fields.matching("sha256", sha256Pattern, "must be 64 lower-case hexadecimal digits");
}
