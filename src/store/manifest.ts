import { fimLayouts, holeStarts, type FimFormat, type FimTokens } from "../core/model/fimFormat";
import type { JsonFields } from "./jsonFields";
import { parseModelList, readModelId, readSha256 } from "./parseModelList";

/** What a model is for. `embedded`: ships with the extension. */
export type ModelRole = "embedded";

/** One file of a model, as the manifest promises it. */
export interface ManifestFile {
  /** Name inside the model's folder. */
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** One model of the manifest. Its folder is named after its id. */
export interface ManifestModel {
  readonly id: string;
  readonly name: string;
  readonly role: ModelRole;
  /** SPDX identifier. */
  readonly licence: string;
  readonly files: readonly ManifestFile[];
  readonly format: FimFormat;
  /** Positions the model was trained for. */
  readonly contextLength: number;
  /** VS Code language ids. */
  readonly languages: readonly string[];
}

/** Files that every model has. Others, such as the card, may be listed too. */
export const requiredFiles = ["config.json", "tokenizer.json", "model.safetensors"] as const;

const fileNamePattern = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/**
 * Reads a manifest's text and checks every field.
 *
 * @param path named in errors
 * @throws model/corrupt naming the file and the field
 */
export function parseManifest(text: string, path: string): readonly ManifestModel[] {
  return parseModelList(text, path, readModel);
}

function readModel(fields: JsonFields): ManifestModel {
  const files = fields.objects("files").map(readFile);
  for (const name of requiredFiles) {
    if (!files.some((file) => file.name === name)) throw fields.bad("files", `lacks ${name}`);
  }
  return {
    id: readModelId(fields),
    name: fields.string("name"),
    role: fields.oneOf("role", ["embedded"]),
    licence: fields.string("licence"),
    files,
    format: readFormat(fields.object("fim")),
    contextLength: fields.positiveInteger("contextLength"),
    languages: fields.strings("languages"),
  };
}

function readFile(fields: JsonFields): ManifestFile {
  return {
    name: fields.matching("name", fileNamePattern, "must be a plain file name"),
    bytes: fields.positiveInteger("bytes"),
    sha256: readSha256(fields),
  };
}

function readFormat(fields: JsonFields): FimFormat {
  const format = {
    tokens: readTokens(fields.object("tokens")),
    end: fields.strings("end"),
    layout: fields.oneOf("layout", fimLayouts),
    holeStart: fields.oneOf("holeStart", holeStarts),
  };
  return fields.has("begin") ? { ...format, begin: fields.string("begin") } : format;
}

function readTokens(fields: JsonFields): FimTokens {
  return {
    prefix: fields.string("prefix"),
    suffix: fields.string("suffix"),
    middle: fields.string("middle"),
    ...(fields.has("file") && { file: fields.string("file") }),
    ...(fields.has("repository") && { repository: fields.string("repository") }),
  };
}
