import { Option, type Command } from "commander";
import { byteEnsemble } from "../../core/ensemble/byteEnsemble";
import { combinationKinds, type CombinationKind } from "../../core/ensemble/combineBytes";
import { decimalNumber } from "./parseNumber";

/** A second model that writes together with the first. */
export interface EnsembleFlags {
  readonly second?: string;
  readonly combine: CombinationKind;
  /** Of the first model, 0..1. */
  readonly share: number;
}

/** The options of `EnsembleFlags`. */
export function addEnsembleOptions(command: Command): Command {
  return command
    .option(
      "--second <id>",
      `a model of any vocabulary that writes together with the first, named as with "--model"; the strategy is ${byteEnsemble.id} then`,
    )
    .addOption(
      new Option(
        "--combine <kind>",
        "whether the probabilities of two models are added up or multiplied",
      )
        .choices(combinationKinds)
        .default("mixture"),
    )
    .option("--share <p>", "the first model's share of two, 0 to 1", decimalNumber(0, 1), 0.5);
}
