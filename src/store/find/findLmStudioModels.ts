import path from "node:path";
import { absoluteOf } from "../machineFolders";
import type { Machine } from "../modelPlaces";
import { findInFolder } from "./findInFolder";
import type { Findings } from "./foundModel";
import { readSmallFile } from "./readSmallFile";

/** PUBLISHER/REPOSITORY/FILE, and a folder more for those who sort them further. */
const depth = 3;

/**
 * LM Studio's models: in its home, or where its settings say. `~/.lmstudio-home-pointer` names a home that was moved;
 * `downloadsFolder` of `settings.json` names a folder of models elsewhere.
 */
export async function findLmStudioModels(machine: Machine, findings: Findings): Promise<void> {
  for (const folder of await lmStudioFolders(machine)) {
    await findInFolder(folder, { place: "lm-studio", prefix: "", depth }, findings);
  }
}

async function lmStudioFolders({ homeFolder, env }: Machine): Promise<ReadonlySet<string>> {
  const pointer = await readIfThere(path.join(homeFolder, ".lmstudio-home-pointer"));
  const homes = [
    absoluteOf(pointer?.trim().split("\n")[0]?.trim()),
    path.join(homeFolder, ".lmstudio"),
    path.join(homeFolder, ".cache", "lm-studio"),
  ].filter((home) => home !== undefined);
  const roaming = absoluteOf(env["APPDATA"]);
  const settings = [
    ...homes.map((home) => path.join(home, "settings.json")),
    ...(roaming === undefined ? [] : [path.join(roaming, "LM Studio", "settings.json")]),
  ];
  const folders = new Set(homes.map((home) => path.join(home, "models")));
  for (const file of settings) {
    const chosen = downloadsFolderOf(await readIfThere(file));
    if (chosen !== undefined) folders.add(chosen);
  }
  return folders;
}

function downloadsFolderOf(settings: string | undefined): string | undefined {
  if (settings === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(settings);
    if (typeof json !== "object" || json === null || !("downloadsFolder" in json)) return undefined;
    return typeof json.downloadsFolder === "string" ? absoluteOf(json.downloadsFolder) : undefined;
  } catch {
    // Settings that are being written name no folder; the usual ones are searched all the same.
    return undefined;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readSmallFile(file);
  } catch {
    return undefined;
  }
}
