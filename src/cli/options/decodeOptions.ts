import { Option, type Command } from "commander";
import { defaultOptions, type CompletionOptions } from "../../core/complete/request";
import { constraintKinds } from "../../core/constrain/constraintKinds";
import { healings } from "../../core/heal/healings";
import { draftModel } from "../../core/decode/draftModel";
import { earlyExit } from "../../core/decode/earlyExit";
import { strategies } from "../../core/decode/strategies";
import { byteEnsemble } from "../../core/ensemble/byteEnsemble";
import { constraintIds } from "./constraintIds";
import type { DraftFlags } from "./engineOptions";
import type { SamplingRules } from "../../core/sample/samplingRules";
import { decimalNumber, wholeNumber } from "./parseNumber";
import { addSamplingOptions, samplingRules } from "./samplingOptions";

/** How to treat the cursor and choose tokens, whatever the strategy. */
export interface SampleFlags extends SamplingRules {
  readonly healing: string;
  readonly constrain: readonly string[];
  readonly temperature: number;
  readonly seed: number;
  readonly maxTokens: number;
}

export interface DecodeFlags extends SampleFlags, DraftFlags {
  /** Left out, that of what drafts if that is said, and else the default. */
  readonly strategy?: string;
  readonly cautious?: number;
  /** See `GateOptions`. */
  readonly gateFloor?: number;
  readonly stopBelow?: number;
}

/**
 * The options of `SampleFlags`.
 *
 * @param healing `--healing`, where it has another form than one id
 */
export function addSampleOptions(command: Command, healing: Option = healingOption()): Command {
  const { constraints, temperature, seed, maxTokens } = defaultOptions;
  command
    .addOption(healing)
    .addOption(
      new Option(
        "--constrain <ids>",
        `what a suggestion is held to, "none" or some of ${constraintKinds.map(({ id }) => id).join(",")}`,
      )
        .argParser(constraintIds)
        .default(constraints, constraints.join(",") || "none"),
    )
    .option("--temperature <t>", "0 is greedy", decimalNumber(0), temperature)
    .option("--seed <n>", "seed of the noise above temperature 0", wholeNumber(0), seed)
    .option("--max-tokens <n>", "most tokens to generate", wholeNumber(1), maxTokens);
  return addSamplingOptions(command);
}

function healingOption(): Option {
  return new Option("--healing <id>", "what becomes of a cursor inside a token")
    .choices(healings.map(({ id }) => id))
    .default(defaultOptions.healing);
}

/** The options of `DecodeFlags`; `healing` as in `addSampleOptions`. */
export function addDecodeOptions(command: Command, healing?: Option): Command {
  return addSampleOptions(command, healing)
    .addOption(
      strategyOption(
        `how tokens are drafted, see "foretype strategies"; ${defaultOptions.strategy} if left out`,
        [byteEnsemble],
      ),
    )
    .option(
      "--cautious <n>",
      "where the model is uncertain, try out up to n texts; then nothing is drafted",
      wholeNumber(0),
    )
    .option(
      "--gate-floor <p>",
      "suggest nothing where the probability that it is wanted is lower; 0 is off",
      decimalNumber(0, 1),
    )
    .option(
      "--stop-below <p>",
      "end a text before a token that is less probable, behind its first few; 0 is off",
      decimalNumber(0, 1),
    );
}

/** @param others what can be chosen besides the registry's */
export function strategyOption(
  description: string,
  others: readonly { readonly id: string }[] = [],
): Option {
  return new Option("--strategy <id>", description).choices(
    [...strategies, ...others].map((strategy) => strategy.id),
  );
}

/** The strategy of what drafts. */
function strategyOf({ draft, earlyExit: numLayers }: DraftFlags): string {
  if (numLayers !== undefined) return earlyExit.id;
  return draft === undefined ? defaultOptions.strategy : draftModel.id;
}

/** The flags as options of a completion; nothing that is not on the command line limits it in time. */
export function completionOptions(flags: DecodeFlags): CompletionOptions {
  const { healing, constrain, temperature, seed, maxTokens } = flags;
  const strategy = flags.strategy ?? strategyOf(flags);
  return {
    ...defaultOptions,
    ...samplingRules(flags),
    strategy,
    healing,
    constraints: constrain,
    temperature,
    seed,
    cautious: { ...defaultOptions.cautious, maxTrials: flags.cautious ?? 0 },
    maxTokens,
    gate: {
      floor: flags.gateFloor ?? defaultOptions.gate.floor,
      stopBelow: flags.stopBelow ?? defaultOptions.gate.stopBelow,
    },
  };
}
