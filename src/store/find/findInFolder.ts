import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Findings, ModelPlace } from "./foundModel";
import { listFolder, reasonOf } from "./listFolder";
import { modelFolderOf } from "./modelFolder";
import { ggufPartOf, isOtherKind, withoutEnding } from "./modelNames";

/** How far a folder is searched. */
export interface FolderSearch {
  readonly place: ModelPlace;
  /** Stands before the names of what is found; empty for nothing. */
  readonly prefix: string;
  /** Folders below the folder itself; 0 for its own files only. */
  readonly depth: number;
}

/** A folder that the user has named may be a whole disk: so many folders are looked into. */
const mostFolders = 5000;

/**
 * Searches a folder and those below it for GGUF files and folders that are models. Links are followed, each folder is looked
 * into once, so links that lead round end the search.
 */
export async function findInFolder(
  folder: string,
  search: FolderSearch,
  findings: Findings,
): Promise<void> {
  const seen = new Set<string>();
  let waiting = [{ folder, depth: 0 }];
  while (waiting.length > 0) {
    const next: typeof waiting = [];
    for (const current of waiting) {
      const real = await realpath(current.folder).catch(() => current.folder);
      if (seen.has(real)) continue;
      if (seen.size >= mostFolders) {
        const reason = `Only the first ${mostFolders} folders in it were searched.`;
        findings.skipped.push({ path: folder, reason });
        return;
      }
      seen.add(real);
      const subfolders = await readFolder(current.folder, { root: folder, ...search }, findings);
      if (current.depth >= search.depth) continue;
      for (const subfolder of subfolders) {
        next.push({ folder: subfolder, depth: current.depth + 1 });
      }
    }
    waiting = next;
  }
}

/** Notes the models right in a folder. Returns its subfolders. */
async function readFolder(
  folder: string,
  search: FolderSearch & { readonly root: string },
  findings: Findings,
): Promise<readonly string[]> {
  const { files, folders } = await namesIn(folder, findings);
  const nameOf = (words: string): string => {
    const inner = path.relative(search.root, path.join(folder, words)).split(path.sep).join("/");
    return search.prefix === "" ? inner : path.posix.join(search.prefix, inner);
  };
  const onnxNames = folders.includes("onnx")
    ? (await namesIn(path.join(folder, "onnx"), findings)).files
    : [];
  const model = modelFolderOf(files, onnxNames);
  const folderName = nameOf("") === "" ? path.basename(folder) : nameOf("");
  if (model !== undefined && !isOtherKind(folderName)) {
    findings.candidates.push({
      name: folderName,
      place: search.place,
      path: folder,
      kind: model.kind,
      files: model.files.map((file) => path.join(folder, file)),
    });
  }
  for (const { first, parts, stem } of ggufModels(folder, files, findings)) {
    // Folders of programs are named after models, those of the user after anything.
    if (isOtherKind(search.place === "folder" ? stem : nameOf(stem))) continue;
    findings.candidates.push({
      name: nameOf(stem),
      place: search.place,
      path: path.join(folder, first),
      kind: "gguf",
      files: parts.map((part) => path.join(folder, part)),
    });
  }
  return folders.filter((name) => !name.startsWith(".")).map((name) => path.join(folder, name));
}

/** GGUF files by the model they belong to. */
function ggufModels(
  folder: string,
  names: readonly string[],
  { skipped }: Findings,
): readonly { readonly first: string; readonly parts: readonly string[]; readonly stem: string }[] {
  const models = [];
  const split = new Map<string, { count: number; parts: string[] }>();
  for (const name of names) {
    if (!/\.gguf$/i.test(name)) continue;
    const part = ggufPartOf(name);
    if (part === undefined) {
      models.push({ first: name, parts: [name], stem: withoutEnding(name) });
      continue;
    }
    const known = split.get(part.stem) ?? { count: part.count, parts: [] };
    known.parts.push(name);
    split.set(part.stem, known);
  }
  for (const [stem, { count, parts }] of split) {
    const first = parts.find((name) => ggufPartOf(name)?.index === 1);
    if (first !== undefined && parts.length === count) models.push({ first, parts, stem });
    else {
      const reason = `It has ${parts.length} of its ${count} parts.`;
      skipped.push({ path: path.join(folder, stem), reason });
    }
  }
  return models;
}

/** Names of files and folders, links followed. */
async function namesIn(
  folder: string,
  { skipped }: Findings,
): Promise<{ readonly files: string[]; readonly folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of await listFolder(folder, skipped)) {
    let kind: Pick<typeof entry, "isFile" | "isDirectory"> = entry;
    if (entry.isSymbolicLink()) {
      const link = path.join(folder, entry.name);
      try {
        kind = await stat(link);
      } catch (error) {
        // A link to nowhere matters only where it is a model's.
        if (/\.(gguf|safetensors|onnx)$/i.test(entry.name))
          skipped.push({ path: link, reason: reasonOf(error) });
        continue;
      }
    }
    if (kind.isFile()) files.push(entry.name);
    else if (kind.isDirectory()) folders.push(entry.name);
  }
  return { files, folders };
}
