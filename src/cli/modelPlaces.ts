import path from "node:path";
import type { ModelPlaces } from "../store/modelPlaces";
import type { CliHost } from "./cliHost";
import { modelsFolderOf } from "./modelsFolder";
import type { ModelFlags } from "./options/engineOptions";

/** Where a command looks for models. `FORETYPE_MODEL_FOLDERS` names more folders, separated as in `PATH`. */
export function modelPlacesOf(
  flags: Pick<ModelFlags, "modelsFolder">,
  host: CliHost,
): ModelPlaces & { readonly cwd: string } {
  const folders = host.machine.env["FORETYPE_MODEL_FOLDERS"] ?? "";
  return {
    ...host.machine,
    modelsFolder: modelsFolderOf(flags, host),
    cacheFolder: host.cacheFolder,
    modelFolders: folders
      .split(path.delimiter)
      .filter((folder) => folder !== "")
      .map((folder) => path.resolve(host.cwd, folder)),
    cwd: host.cwd,
  };
}
