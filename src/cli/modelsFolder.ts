import path from "node:path";
import type { CliHost } from "./cliHost";
import type { ModelFlags } from "./options/engineOptions";

/** The folder of `--models-folder`, or else the one that came with the program. */
export function modelsFolderOf(flags: Pick<ModelFlags, "modelsFolder">, host: CliHost): string {
  return flags.modelsFolder === undefined
    ? host.modelsFolder
    : path.resolve(host.cwd, flags.modelsFolder);
}
