import type { Command } from "commander";
import { listModels, type ModelSummary } from "../../../store/listModels";
import type { CliHost } from "../../cliHost";
import { modelsFolderOf } from "../../modelsFolder";
import { addModelsFolderOption, type ModelFlags } from "../../options/engineOptions";
import { formatJson } from "../../terminal/formatJson";
import { formatMegabytes } from "../../terminal/formatNumber";
import { formatTable, type Column } from "../../terminal/table";

interface ModelsFlags extends Pick<ModelFlags, "modelsFolder"> {
  readonly json?: true;
}

const columns: readonly Column<ModelSummary>[] = [
  { title: "id", align: "left", cell: (model) => model.id },
  { title: "size", align: "right", cell: (model) => formatMegabytes(model.bytes) },
  { title: "context", align: "right", cell: (model) => String(model.contextLength) },
  { title: "licence", align: "left", cell: (model) => model.licence },
  { title: "name", align: "left", cell: (model) => model.name },
];

/** What `foretype models` does by itself: it lists them. */
export function addListAction(models: Command, host: CliHost): void {
  models.option("--json", "print JSON");
  addModelsFolderOption(models).action(async (flags: ModelsFlags) => {
    const summaries = await listModels(modelsFolderOf(flags, host));
    host.print(flags.json === true ? formatJson(summaries) : formatTable(columns, summaries));
  });
}
