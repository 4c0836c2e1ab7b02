import { realpath, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { ForetypeError } from "../../../core/errors";
import { listConverted, removeConverted, type ConvertedModel } from "../../../store/convertedModels";
import { downloadLock } from "../../../store/download/downloadLock";
import { targetOf } from "../../../store/download/downloadModel";
import { readCatalogue } from "../../../store/download/readCatalogue";
import { findModels } from "../../../store/find/findModels";
import { downloadsFolder } from "../../../store/machineFolders";
import type { ModelPlaces } from "../../../store/modelPlaces";
import { forgetHash } from "../../../store/rememberedHashes";
import { nearestNames } from "../../../store/resolve/nearestNames";
import type { CliHost } from "../../cliHost";
import { modelPlacesOf } from "../../modelPlaces";
import { addModelsFolderOption, type ModelFlags } from "../../options/engineOptions";
import { formatJson } from "../../terminal/formatJson";
import { formatMegabytes } from "../../terminal/formatNumber";

interface RemoveFlags extends Pick<ModelFlags, "modelsFolder"> {
  readonly dryRun?: true;
  readonly json?: true;
}

/** What is removed: a file, or a folder of the cache. */
interface Removed {
  readonly what: "converted" | "download" | "part";
  readonly path: string;
  readonly bytes: number;
}

/** `foretype models remove ID`: frees the disk of what was made for a model. */
export function addRemoveCommand(models: Command, host: CliHost): void {
  const command = models
    .command("remove")
    .description(
      "remove what was converted for a model, and its file if Foretype has downloaded it; files of others are left alone",
    )
    .argument("<model>", 'id or path of a model, see "foretype models"')
    .option("--dry-run", "only say what would be removed")
    .option("--json", "print JSON: a list of {what, path, bytes}");
  addModelsFolderOption(command).action((reference: string, flags: RemoveFlags) =>
    remove(reference, flags, host),
  );
}

async function remove(reference: string, flags: RemoveFlags, host: CliHost): Promise<void> {
  const places = modelPlacesOf(flags, host);
  const { models } = await findModels(places);
  const found = models.find(({ id, path: file }) => id === reference || file === reference);
  // A model may have been opened by its id and by its path.
  const names = new Set([reference, path.resolve(host.cwd, reference)]);
  if (found !== undefined) names.add(found.id).add(found.path);
  const converted = (await listConverted(places.cacheFolder)).filter((model) =>
    isOf(model, names),
  );
  const files = await downloadsOf(found?.place === "downloads" ? found.id : reference, places);
  const removed: readonly Removed[] = [
    ...converted.map(({ folder, bytes }) => ({ what: "converted", path: folder, bytes }) as const),
    ...files,
  ];
  const isModel = found !== undefined || (await isThere(path.resolve(host.cwd, reference)));
  if (removed.length === 0 && !isModel) {
    await refuseUnknown(reference, places, models);
  }
  const verb = flags.dryRun === true ? "Would remove" : "Removing";
  for (const { path: file, bytes } of removed) {
    host.note(`${verb} ${file} (${formatMegabytes(bytes)})\n`);
  }
  if (removed.length === 0) host.note(`Nothing was made for ${reference}.\n`);
  if (flags.dryRun !== true) {
    for (const model of converted) await removeConverted(model);
    await removeFiles(files, places.cacheFolder);
  }
  if (flags.json === true) host.print(formatJson(removed));
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

/** Finished models by their note, unfinished ones by the name of their folder. */
function isOf({ id, folder }: ConvertedModel, names: ReadonlySet<string>): boolean {
  if (id !== undefined) return names.has(id);
  const label = path.basename(folder);
  return [...names].some((name) => {
    const begin = `${path
      .basename(name)
      .replace(/[^A-Za-z0-9._-]/g, "_")
      .slice(-60)}-`;
    const rest = label.startsWith(begin) ? label.slice(begin.length) : "";
    return /^(auto|fp32|int8|int4)-[0-9a-f]{16}\./.test(rest);
  });
}

/** The file of a download, and what there is of one that was stopped. */
async function downloadsOf(id: string, places: ModelPlaces): Promise<readonly Removed[]> {
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(id)) return [];
  const target = targetOf({ id }, downloadsFolder(places));
  const removed: Removed[] = [];
  for (const [what, file] of [
    ["download", target],
    ["part", `${target}.part`],
    ["part", `${target}.part.json`],
  ] as const) {
    try {
      removed.push({ what, path: file, bytes: (await stat(file)).size });
    } catch {
      // Not there: nothing to remove.
    }
  }
  return removed;
}

/** @throws user/bad-argument if the download is still going on */
async function removeFiles(files: readonly Removed[], cacheFolder: string): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const lock = await downloadLock(first.path.replace(/\.part(\.json)?$/, ""));
  try {
    for (const { path: file } of files) {
      await forgetHash(cacheFolder, await realpath(file));
      await rm(file, { force: true });
    }
  } finally {
    await lock.release();
  }
}

/** @throws user/bad-argument for a name that nothing has */
async function refuseUnknown(
  reference: string,
  { modelsFolder }: ModelPlaces,
  models: readonly { readonly id: string }[],
): Promise<void> {
  const catalogue = await readCatalogue(modelsFolder);
  if (catalogue.some(({ id }) => id === reference)) return;
  const known = nearestNames(reference, models.map(({ id }) => id)).join(", ");
  throw new ForetypeError(
    "user/bad-argument",
    `There is nothing of "${reference}" to remove.${known === "" ? "" : ` The nearest names: ${known}.`}`,
  );
}
