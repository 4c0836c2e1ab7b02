import { at } from "../at";
import { Completer } from "../complete/completer";
import { findMarks } from "../complete/fimMarks";
import { defaultOptions, type CompletionOptions } from "../complete/request";
import { Decoder } from "../decode/decoder";
import { Healers } from "../heal/healers";
import type { FimFormat } from "../model/fimFormat";
import type { LanguageModel } from "../model/languageModel";
import { Sequence } from "../model/sequence";
import type { Cancellation, Clock } from "../ports";
import { emptyStats, type DecodeStats } from "../stats/decodeStats";
import { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import { scoreCase } from "./caseScore";
import { requestOf, type CompletionCase } from "./completionCase";
import { ContinuationBits } from "./continuationBits";
import { promptWays, type PromptWay } from "./promptWays";

/** With what becomes of the cursor: healed exactly as in the editor, or left as it is, which shows what healing is worth. */
export const checkedHealings = ["exact", "none"] as const;

export type CheckedHealing = (typeof checkedHealings)[number];

/** What came of a case, asked in one way. */
export interface CheckRun extends PromptWay {
  readonly completionCase: CompletionCase;
  readonly healing: CheckedHealing;
  readonly isExact: boolean;
  /**
   * For the beginning of what was written there, and how many characters that is; `undefined` if it was not measured, for want of room
   * or because the tokenizer would not write it so.
   */
  readonly truth: { readonly bits: number; readonly numCharacters: number } | undefined;
  /** Prompt tokens that are not in the cache any more once the first expected character has been typed. */
  readonly numRecomputed: number;
  readonly stats: DecodeStats;
}

/** What to check a model with. */
export interface CheckPlan {
  readonly cases: readonly CompletionCase[];
  readonly model: LanguageModel;
  readonly vocabulary: Vocabulary;
  /** Its tokens are used in every way there is; its hole start and layout do not matter. */
  readonly format: FimFormat;
  readonly clock: Clock;
  readonly cancellation: Cancellation;
  /** Awaited before each run: lets a cancellation through, for a forward pass holds the thread. */
  readonly turn: () => Promise<void>;
}

/** A line of code hardly ever has more. */
const maxTokens = 40;

/**
 * Bits are measured for so many characters of the expected text: all ways to spell it run in one pass, which grows with it, and the
 * first characters are those that tell the ways of asking apart.
 */
const numTruthCharacters = 12;

/** How many runs `checkModel` hands out at most. */
export function numCheckRuns({ cases, format }: Pick<CheckPlan, "cases" | "format">): number {
  return cases.length * promptWays(format).length * checkedHealings.length;
}

/**
 * Completes each case in every way there is to ask the model, greedily, with exact healing and without, and hands out each run as soon
 * as it is done. All ways share the model's cache. Ends early when cancelled; the run that was under way then does not count.
 */
export async function* checkModel(plan: CheckPlan): AsyncGenerator<CheckRun> {
  const { model, vocabulary, format, clock } = plan;
  const sequence = new Sequence(model);
  const parts = { model, vocabulary, clock, sequence };
  const decoder = new Decoder({ ...parts, endTokens: findMarks(format, vocabulary).end });
  const healers = new Healers(vocabulary, new CachedEncoder(vocabulary));
  const bits = new ContinuationBits(parts);
  const asked = promptWays(format).map((way) => ({
    way,
    completer: new Completer({ ...parts, format: { ...format, ...way }, decoder, healers }),
  }));
  for (const completionCase of plan.cases) {
    for (const { way, completer } of asked) {
      for (const healing of checkedHealings) {
        await plan.turn();
        const options = { ...defaultOptions, maxTokens, healing };
        const run = await runOnce(completionCase, options, { ...plan, completer, bits });
        if (run === undefined) return;
        yield { completionCase, ...way, healing, ...run };
      }
    }
  }
}

/** `undefined` if it was cancelled. */
async function runOnce(
  completionCase: CompletionCase,
  options: CompletionOptions,
  parts: {
    readonly completer: Completer;
    readonly bits: ContinuationBits;
    readonly cancellation: Cancellation;
  },
): Promise<Omit<CheckRun, "completionCase" | "healing" | keyof PromptWay> | undefined> {
  const { completer, bits, cancellation } = parts;
  const request = requestOf(completionCase);
  const outcome = await completer.complete(request, options, cancellation);
  if (cancellation.isCancelled) return undefined;
  const prompt = completer.prepare(request, options);
  const [typed = "", ...others] = Array.from(completionCase.expected).slice(0, numTruthCharacters);
  const next = completer.prepare({ ...request, prefix: request.prefix + typed }, options);
  // A way of healing is judged by its texts; how probable the truth is tells the ways of asking apart.
  const [measured] =
    options.healing === "exact" ? await bits.of([typed, ...others].join(""), [prompt]) : [];
  return {
    isExact: scoreCase(completionCase, outcome.kind === "suggestion" ? outcome.text : "").isExact,
    truth:
      measured !== undefined && Number.isFinite(measured)
        ? { bits: measured, numCharacters: others.length + 1 }
        : undefined,
    numRecomputed: numRecomputed(prompt.tokens, next.tokens),
    stats: outcome.stats ?? emptyStats,
  };
}

/** Tokens of a prompt that follow the first in which it differs from the prompt before. */
function numRecomputed(before: Int32Array, prompt: Int32Array): number {
  let numShared = 0;
  const limit = Math.min(before.length, prompt.length);
  while (numShared < limit && at(before, numShared) === at(prompt, numShared)) numShared++;
  return prompt.length - numShared;
}
