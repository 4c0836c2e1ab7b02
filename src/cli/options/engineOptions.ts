import { Option, type Command } from "commander";
import { fimOrders, type FimOrder } from "../../core/model/fimFormat";
import type { Precision } from "../../core/model/modelSource";
import { wholeNumber } from "./parseNumber";

export const precisions: readonly Precision[] = ["fp32", "int8", "int4"];

/** The model that comes with Foretype. */
const embeddedModelId = "foretype-seed";

/** Which model to open, where it is, and how to ask it. */
export interface ModelFlags {
  readonly model: string;
  readonly threads: number;
  /** In place of the model's own order. */
  readonly order?: FimOrder;
  readonly modelsFolder?: string;
}

/** `ModelFlags` for one precision. */
export interface EngineFlags extends ModelFlags {
  readonly precision: Precision;
}

/** `--models-folder`, of every command that looks for models. */
export function addModelsFolderOption(command: Command): Command {
  return command.option(
    "--models-folder <dir>",
    "folder with manifest.json and the models it lists",
  );
}

/** The options of `ModelFlags`. */
export function addModelOptions(command: Command): Command {
  return addModelsFolderOption(command)
    .option("--model <id>", 'id of a model, see "foretype models"', embeddedModelId)
    .option("--threads <n>", "threads of a forward pass; 0 chooses", wholeNumber(0), 0)
    .addOption(
      new Option(
        "--order <name>",
        "psm shows the model the text before the cursor first, spm the text after it; the model's own if left out",
      ).choices(fimOrders),
    );
}

/** The options of `EngineFlags`. */
export function addEngineOptions(command: Command): Command {
  return addModelOptions(command).addOption(
    precisionOption("how weights are stored").default("int8"),
  );
}

export function precisionOption(description: string): Option {
  return new Option("--precision <name>", description).choices(precisions);
}
