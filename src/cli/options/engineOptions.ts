import { Option, type Command } from "commander";
import { embeddedModelId } from "../../core/model/embeddedModel";
import { fimLayouts, holeStarts, type FimLayout, type HoleStart } from "../../core/model/fimFormat";
import { precisions, type Precision } from "../../core/model/modelSource";
import { wholeNumber } from "./parseNumber";

/** Which model to open, where it is, and how to ask it. */
export interface ModelFlags {
  readonly model: string;
  readonly threads: number;
  /** In place of the model's own hole start. */
  readonly hole?: HoleStart;
  /** In place of the model's own layout. */
  readonly layout?: FimLayout;
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
    .option(
      "--model <id>",
      'id of a model (see "foretype models"), or the path of a GGUF file or of a model\'s folder',
      embeddedModelId,
    )
    .option("--threads <n>", "threads of a forward pass; 0 chooses", wholeNumber(0), 0)
    .addOption(
      new Option(
        "--hole <start>",
        "where the text begins that the model is given as the part of the middle that is there already; the model's own if left out",
      ).choices(holeStarts),
    )
    .addOption(
      new Option(
        "--layout <name>",
        "whether the model is shown the text before the hole first or the text after the cursor; the model's own if left out",
      ).choices(fimLayouts),
    );
}

/** What drafts for the model. */
export interface DraftFlags {
  /** A second model. */
  readonly draft?: string;
  /** That many of its own first layers. */
  readonly earlyExit?: number;
  /** That many of the first tokens are drafted, and marks; all if left out. */
  readonly draftTokens?: number;
}

/** The options of `DraftFlags`. */
export function addDraftOption(command: Command): Command {
  return command
    .option(
      "--draft <id>",
      'a smaller model that drafts, named as with "--model"; it is the strategy then if no other is asked for. Left out, the strategy "draft-model" has the model that comes with Foretype draft',
    )
    .addOption(
      new Option(
        "--early-exit <layers>",
        "draft with so many of the model's own first layers; it is the strategy then if no other is asked for",
      )
        .argParser(wholeNumber(1))
        .conflicts("draft"),
    )
    .option(
      "--draft-tokens <n>",
      "what drafts chooses among the first n tokens of its vocabulary only, which are the most frequent ones: its head is cut to them",
      wholeNumber(256),
    );
}

/** The options of `EngineFlags`. */
export function addEngineOptions(command: Command): Command {
  return addModelOptions(command).addOption(
    precisionOption("how weights are stored").default("auto"),
  );
}

export function precisionOption(description: string): Option {
  return new Option("--precision <name>", description).choices(precisions);
}
