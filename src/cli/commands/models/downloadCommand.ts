import type { Command } from "commander";
import { ForetypeError } from "../../../core/errors";
import type { CatalogueEntry } from "../../../store/download/catalogue";
import { createFetch } from "../../../store/download/createFetch";
import { downloadModel } from "../../../store/download/downloadModel";
import { freeBytes } from "../../../files/freeBytes";
import { defaultEndpoint } from "../../../store/download/hub";
import { readCatalogue } from "../../../store/download/readCatalogue";
import { downloadsFolder } from "../../../store/machineFolders";
import type { CliHost } from "../../cliHost";
import { modelsFolderOf } from "../../modelsFolder";
import { addModelsFolderOption, type ModelFlags } from "../../options/engineOptions";
import { formatJson } from "../../terminal/formatJson";
import { formatMegabytes } from "../../terminal/formatNumber";
import { withProgress } from "../../withProgress";

interface DownloadFlags extends Pick<ModelFlags, "modelsFolder"> {
  readonly json?: true;
}

/** `foretype models download ID`: brings a model of the catalogue from the Hugging Face Hub. */
export function addDownloadCommand(models: Command, host: CliHost): void {
  const command = models
    .command("download")
    .description(
      "download a model of the catalogue; HF_ENDPOINT, HF_TOKEN, HTTPS_PROXY and FORETYPE_DOWNLOADS are obeyed",
    )
    .argument("<id>", 'id of a model whose place is "catalogue", see "foretype models"')
    .option("--json", "print JSON: {id, path}");
  addModelsFolderOption(command).action((id: string, flags: DownloadFlags) =>
    download(id, flags, host),
  );
}

async function download(id: string, flags: DownloadFlags, host: CliHost): Promise<void> {
  const entry = await entryOf(id, modelsFolderOf(flags, host));
  const { machine, cancellation, cacheFolder } = host;
  const { env } = machine;
  const folder = downloadsFolder(machine);
  const endpoint = env["HF_ENDPOINT"] ?? "";
  const token = env["HF_TOKEN"] ?? "";
  host.note(`${sentenceOn(entry, folder)}\n`);
  const title = `Downloading ${entry.name}`;
  const file = await withProgress(host, { title, total: 1 }, (progress) =>
    downloadModel(entry, {
      folder,
      cacheFolder,
      cancellation,
      freeBytes,
      endpoint: endpoint === "" ? defaultEndpoint : endpoint,
      ...(token !== "" && { token }),
      fetch: createFetch({ env }),
      onProgress: ({ done, total }) => {
        progress.advanceTo(done, total);
      },
    }),
  );
  host.print(flags.json === true ? formatJson({ id, path: file }) : `${file}\n`);
}

/** @throws user/bad-argument for an id that the catalogue lacks, naming those that it has */
async function entryOf(id: string, modelsFolder: string): Promise<CatalogueEntry> {
  const catalogue = await readCatalogue(modelsFolder);
  const entry = catalogue.find((candidate) => candidate.id === id);
  if (entry !== undefined) return entry;
  const known = catalogue.map((candidate) => candidate.id).join(", ");
  throw new ForetypeError(
    "user/bad-argument",
    `The catalogue has no model "${id}". It has: ${known === "" ? "none" : known}.`,
  );
}

function sentenceOn({ name, licence, bytes, repository, note }: CatalogueEntry, folder: string): string {
  const size = bytes === undefined ? "" : `, ${formatMegabytes(bytes)}`;
  return `${name} (${licence}${size}) from ${repository} into ${folder}. ${note}`;
}
