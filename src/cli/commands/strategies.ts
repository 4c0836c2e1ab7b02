import type { Command } from "commander";
import { strategies } from "../../core/decode/strategies";
import { byteEnsemble } from "../../core/ensemble/byteEnsemble";
import type { CliHost } from "../cliHost";
import { formatJson } from "../terminal/formatJson";
import { formatTable } from "../terminal/table";

/** `foretype strategies`: the registry, one line on each. */
export function addStrategiesCommand(program: Command, host: CliHost): void {
  program
    .command("strategies")
    .description("list the ways of decoding")
    .option("--json", "print JSON")
    .action(({ json }: { readonly json?: true }) => {
      // A strategy also holds its drafter, which is not data.
      const rows = [...strategies, byteEnsemble].map(
        ({ id, title, description, maxDrafts, maxDepth }) => ({
          id,
          title,
          description,
          maxDrafts,
          maxDepth,
        }),
      );
      host.print(json === true ? formatJson(rows) : tableOf(rows));
    });
}

function tableOf(rows: readonly { readonly id: string; readonly description: string }[]): string {
  return formatTable(
    [
      { title: "id", align: "left", cell: (row) => row.id },
      { title: "what it does", align: "left", cell: (row) => row.description },
    ],
    rows,
  );
}
