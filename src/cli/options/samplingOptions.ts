import { Option, type Command } from "commander";
import { noRules, type SamplingRules, type TopHRule } from "../../core/sample/samplingRules";
import { decimalNumber, wholeNumber } from "./parseNumber";

const topHRules: readonly TopHRule[] = ["published", "released"];

/** The options of `SamplingRules`. All but the penalty matter above temperature 0 only. */
export function addSamplingOptions(command: Command): Command {
  const share = decimalNumber(0);
  const { topK, topP, minP, topH, topHRule, repetitionPenalty, watermarkKey } = noRules;
  return command
    .option("--top-k <n>", "draw from the n likeliest tokens; 0 is off", wholeNumber(0), topK)
    .option("--top-p <share>", "draw from the likeliest tokens up to this mass", share, topP)
    .option("--min-p <share>", "leave out tokens below this share of the likeliest", share, minP)
    .option("--top-h <share>", "draw from as many as have this share of the entropy", share, topH)
    .addOption(
      new Option("--top-h-rule <name>", "top-h as published, or as its authors' code has it")
        .choices(topHRules)
        .default(topHRule),
    )
    .option(
      "--repetition-penalty <x>",
      "weaken tokens of the last 64; 1 is off",
      decimalNumber(1),
      repetitionPenalty,
    )
    .option(
      "--watermark-key <text>",
      'draw so that "foretype detect" can tell; needs a temperature, and code of a few lines says nothing',
      watermarkKey,
    );
}

/** The rules among the flags. */
export function samplingRules(flags: SamplingRules): SamplingRules {
  const { topK, topP, minP, topH, topHRule, repetitionPenalty, watermarkKey } = flags;
  return { topK, topP, minP, topH, topHRule, repetitionPenalty, watermarkKey };
}
