import { readFile } from "node:fs/promises";
import path from "node:path";
import { builtFiles, type BuiltNote } from "../../core/model/builtModel";

/** The note of a built model's folder; `undefined` if there is none, or it cannot be understood. */
export async function readNote(folder: string): Promise<BuiltNote | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(path.join(folder, builtFiles.note), "utf8"));
    return isNote(note) ? note : undefined;
  } catch {
    return undefined;
  }
}

const fields: Readonly<Record<Exclude<keyof BuiltNote, "linked">, "string" | "number">> = {
  id: "string",
  precision: "string",
  key: "string",
  graphSha256: "string",
  weightsSha256: "string",
  weightsBytes: "number",
  weightsTime: "number",
};

function isNote(value: unknown): value is BuiltNote {
  if (typeof value !== "object" || value === null) return false;
  const known = new Map<string, unknown>(Object.entries(value));
  return Object.entries(fields).every(([name, type]) => typeof known.get(name) === type);
}
