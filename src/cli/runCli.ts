import { Command, CommanderError } from "commander";
import { messageOf } from "../core/errors";
import type { CliHost } from "./cliHost";
import { addBenchCommand } from "./commands/bench";
import { addCompleteCommand } from "./commands/complete";
import { addCutCommand } from "./commands/cut";
import { addDetectCommand } from "./commands/detect";
import { addEvalCommand } from "./commands/eval";
import { addModelsCommand } from "./commands/models";
import { addNextBytesCommand } from "./commands/nextBytes";
import { addStrategiesCommand } from "./commands/strategies";
import { exitCodeOf, exitCodes, type ExitCode } from "./exitCode";

const addCommands = [
  addCompleteCommand,
  addNextBytesCommand,
  addCutCommand,
  addEvalCommand,
  addBenchCommand,
  addDetectCommand,
  addStrategiesCommand,
  addModelsCommand,
];

/**
 * Runs one command line. Never throws: what goes wrong is one sentence on standard error and an exit code.
 *
 * @param args without the program's name
 */
export async function runCli(args: readonly string[], host: CliHost): Promise<ExitCode> {
  const program = new Command("foretype")
    .description("Complete code with a model on this machine, by exact speculative decoding.")
    .configureOutput({
      writeOut: (text) => {
        host.print(text);
      },
      writeErr: (text) => {
        host.note(text);
      },
    })
    // Or the options behind a subcommand's name would be taken by the command above it.
    .enablePositionalOptions()
    .exitOverride();
  for (const addCommand of addCommands) addCommand(program, host);
  try {
    await program.parseAsync(args, { from: "user" });
    return host.cancellation.isCancelled ? exitCodes.interrupted : exitCodes.fine;
  } catch (error) {
    // Commander has said what is wrong already.
    if (!(error instanceof CommanderError)) host.note(`${messageOf(error)}\n`);
    if (host.isDebugging && error instanceof Error) host.note(`${error.stack ?? ""}\n`);
    return exitCodeOf(error);
  }
}
