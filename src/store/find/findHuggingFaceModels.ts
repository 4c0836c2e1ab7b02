import path from "node:path";
import { absoluteOf } from "../machineFolders";
import type { Machine } from "../modelPlaces";
import { findInFolder } from "./findInFolder";
import type { Findings } from "./foundModel";
import { listFolder } from "./listFolder";
import { readSmallFile } from "./readSmallFile";

const repositoryPattern = /^models--(.+)$/;
const revisionPattern = /^[0-9a-f]{40}$/;

/**
 * The cache of Hugging Face's tools: `models--ORG--NAME/snapshots/REVISION`, whose files are links to blobs. Of several
 * revisions the one is taken that `refs/main` names, or else the last by name.
 */
export async function findHuggingFaceModels(machine: Machine, findings: Findings): Promise<void> {
  for (const hub of hubFolders(machine)) {
    for (const entry of await listFolder(hub, findings.skipped)) {
      const repository = repositoryPattern.exec(entry.name)?.[1];
      if (repository === undefined || !entry.isDirectory()) continue;
      const folder = path.join(hub, entry.name);
      const revision = await revisionOf(folder, findings);
      if (revision === undefined) continue;
      const prefix = repository.split("--").join("/");
      const snapshot = path.join(folder, "snapshots", revision);
      await findInFolder(snapshot, { place: "hugging-face", prefix, depth: 2 }, findings);
    }
  }
}

function hubFolders({ env, homeFolder }: Machine): ReadonlySet<string> {
  const home = absoluteOf(env["HF_HOME"]);
  const caches = absoluteOf(env["XDG_CACHE_HOME"]) ?? path.join(homeFolder, ".cache");
  return new Set(
    [
      absoluteOf(env["HF_HUB_CACHE"]),
      absoluteOf(env["HUGGINGFACE_HUB_CACHE"]),
      home === undefined ? undefined : path.join(home, "hub"),
      path.join(caches, "huggingface", "hub"),
    ].filter((folder) => folder !== undefined),
  );
}

async function revisionOf(folder: string, { skipped }: Findings): Promise<string | undefined> {
  const revisions = (await listFolder(path.join(folder, "snapshots"), skipped))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const main = await readSmallFile(path.join(folder, "refs", "main")).catch(() => "");
  const named = main.trim();
  // It becomes a part of a path only as one of the names that are there.
  if (revisionPattern.test(named) && revisions.includes(named)) return named;
  return revisions.at(-1);
}
