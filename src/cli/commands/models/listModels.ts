import type { Command } from "commander";
import type { CliHost } from "../../cliHost";
import { modelPlacesOf } from "../../modelPlaces";
import { addModelsFolderOption, type ModelFlags } from "../../options/engineOptions";
import { formatJson } from "../../terminal/formatJson";
import { formatMegabytes } from "../../terminal/formatNumber";
import { formatTable, type Column } from "../../terminal/table";
import { listAllModels, type ListedModel, type Listing } from "./listedModel";

interface ModelsFlags extends Pick<ModelFlags, "modelsFolder"> {
  readonly json?: true;
}

const columns: readonly Column<ListedModel>[] = [
  { title: "id", align: "left", cell: ({ id }) => id },
  { title: "size", align: "right", cell: ({ bytes }) => megabytes(bytes) },
  {
    title: "architecture",
    align: "left",
    cell: ({ description }) => description?.architecture ?? "-",
  },
  { title: "fim", align: "left", cell: ({ description }) => yesOrNo(description?.hasFim) },
  {
    // A finished graph may run one sequence at a time only, and then every branch of a draft costs a pass.
    title: "runs",
    align: "left",
    cell: ({ description }) => description?.attention ?? "-",
  },
  {
    title: "memory",
    align: "right",
    cell: ({ description }) => megabytes(description?.memory.steady),
  },
  {
    title: "at most",
    align: "right",
    cell: ({ description }) => megabytes(description?.memory.peak),
  },
  { title: "place", align: "left", cell: ({ place }) => place },
  { title: "licence", align: "left", cell: ({ licence }) => licence ?? "-" },
  { title: "name", align: "left", cell: ({ name }) => name },
];

/** What `foretype models` does by itself: it lists what ships, what lies on this machine and what can be downloaded. */
export function addListAction(models: Command, host: CliHost): void {
  models.option("--json", "print JSON");
  addModelsFolderOption(models).action(async (flags: ModelsFlags) => {
    const listing = await listAllModels(modelPlacesOf(flags, host), host);
    if (flags.json === true) {
      host.print(formatJson(listing.models.map(recordOf)));
    } else {
      host.print(formatTable(columns, listing.models));
      for (const line of remarksOn(listing)) host.note(`${line}\n`);
    }
  });
}

/** Fields of the description beside those of the line, so that programs read one object. */
function recordOf({ description, ...line }: ListedModel): object {
  const { architecture, numParameters, contextLength, hasFim, memory, isBuilt } = description ?? {};
  const { attention } = description ?? {};
  return { ...line, architecture, numParameters, contextLength, attention, hasFim, memory, isBuilt };
}

function remarksOn({ models, skipped }: Listing): readonly string[] {
  return [
    ...models.flatMap(({ id, problem }) => (problem === undefined ? [] : [`${id}: ${problem}`])),
    ...skipped.map(({ path, reason }) => `${path}: ${reason}`),
  ];
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? "-" : formatMegabytes(bytes);
}

function yesOrNo(value: boolean | undefined): string {
  if (value === undefined) return "-";
  return value ? "yes" : "no";
}
