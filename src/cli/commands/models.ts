import type { Command } from "commander";
import type { CliHost } from "../cliHost";
import { addCheckCommand } from "./models/checkModel";
import { addDownloadCommand } from "./models/downloadCommand";
import { addListAction } from "./models/listModels";
import { addRemoveCommand } from "./models/removeCommand";

/** What `foretype models WORD` does, a file each. */
const addSubcommands: readonly ((models: Command, host: CliHost) => void)[] = [
  addDownloadCommand,
  addRemoveCommand,
  addCheckCommand,
];

/** `foretype models`: what there is, and what can be done with it. */
export function addModelsCommand(program: Command, host: CliHost): void {
  // Positional, or `models` would take the options that stand behind a subcommand's name.
  const models = program
    .command("models")
    .description("list the models that are there, or see to them")
    .enablePositionalOptions();
  addListAction(models, host);
  for (const addSubcommand of addSubcommands) addSubcommand(models, host);
}
