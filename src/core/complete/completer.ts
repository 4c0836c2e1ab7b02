import { Decoder, type DecodeResult } from "../decode/decoder";
import { findStrategy } from "../decode/strategies";
import { ForetypeError } from "../errors";
import { findHealing } from "../heal/healings";
import type { HealPlan, Healer } from "../heal/healer";
import type { FimFormat, FimOrder } from "../model/fimFormat";
import type { LanguageModel } from "../model/languageModel";
import type { Cancellation, Clock } from "../ports";
import { emptyStats, withStageMs, type DecodeStats } from "../stats/decodeStats";
import { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import { fitContext } from "./contextBudget";
import { findMarks, type FimMarks } from "./fimMarks";
import { fimPrompt } from "./fimPrompt";
import type { NoSuggestionReason, Outcome } from "./outcome";
import { defaultOptions, type CompletionOptions, type CompletionRequest } from "./request";
import { stopRuleFor } from "./stopRuleFor";
import { trimCompletion } from "./trimCompletion";

/** With less room for prefix and suffix there is nothing to complete from. */
const minContextTokens = 16;

/** The path's largest share of a prompt. */
const maxPathShare = 0.25;

/** A prompt, and what holds the model to the text before the cursor. */
interface PreparedPrompt {
  readonly tokens: Int32Array;
  readonly plan: HealPlan;
  readonly ms: { readonly tokenise: number; readonly heal: number };
}

/**
 * Completes code at a cursor: chooses what of the document the model sees, heals the cursor, builds the prompt, decodes and
 * trims. One request at a time; the next one pays only for what differs in its prompt.
 */
export class Completer {
  readonly #model: LanguageModel;
  readonly #clock: Clock;
  readonly #order: FimOrder;
  readonly #marks: FimMarks;
  readonly #encoder: CachedEncoder;
  readonly #vocabulary: Vocabulary;
  /** By the id of the healing, made when first asked for. */
  readonly #healers = new Map<string, Healer>();
  readonly #decoder: Pick<Decoder, "decode">;

  /** @throws model/bad-tokenizer if the vocabulary lacks a mark of the format */
  constructor(parts: {
    readonly model: LanguageModel;
    readonly vocabulary: Vocabulary;
    readonly format: FimFormat;
    readonly clock: Clock;
    /** One over the model if left out; measurements bring one that takes notes. */
    readonly decoder?: Pick<Decoder, "decode">;
  }) {
    const { model, vocabulary, format, clock } = parts;
    this.#model = model;
    this.#clock = clock;
    this.#order = format.order;
    this.#marks = findMarks(format.tokens, vocabulary);
    this.#encoder = new CachedEncoder(vocabulary);
    this.#vocabulary = vocabulary;
    // Sorting a large vocabulary takes a moment, which the first request need not wait for.
    this.#healerOf(defaultOptions.healing);
    this.#decoder =
      parts.decoder ?? new Decoder({ model, vocabulary, endTokens: this.#marks.end, clock });
  }

  /**
   * The completion at the request's cursor, or the reason why there is none. Line ends of the result are "\n".
   *
   * @throws user/bad-argument if an option is out of range
   */
  async complete(
    request: CompletionRequest,
    options: CompletionOptions,
    cancellation: Cancellation,
  ): Promise<Outcome> {
    const asked = withOneLineEnd(request);
    if ((asked.prefix + asked.suffix).trim() === "")
      return { kind: "none", reason: "emptyContext" };
    if (cancellation.isCancelled) return { kind: "none", reason: "cancelled", stats: emptyStats };
    const { tokens, plan, ms } = this.#prepare(asked, options);
    const result = await this.#decoder.decode({
      prompt: tokens,
      constraint: plan.constraint,
      numHeldBytes: plan.held.length,
      covers: plan.covers,
      stopRule: stopRuleFor(asked),
      strategy: findStrategy(options.strategy),
      temperature: options.temperature,
      seed: options.seed,
      sampling: options,
      maxTokens: options.maxTokens,
      timeBudgetMs: options.timeBudgetMs,
      cancellation,
    });
    return outcomeOf(asked, result, withStageMs(result.stats, ms));
  }

  #prepare(request: CompletionRequest, options: CompletionOptions): PreparedPrompt {
    const begun = this.#clock.now();
    const room = this.#room(options);
    const path = this.#encodePath(request.path, room);
    const numFixed = fimPrompt(this.#marks, { path, prefix: noTokens, suffix: noTokens }, 0).length;
    const context = fitContext(request, room - numFixed, (text) => {
      return this.#encoder.encode(text).length;
    });
    const suffix = this.#encoder.encode(context.suffix);
    const fitted = this.#clock.now();
    const plan = this.#healerOf(options.healing).plan(context.prefix);
    const healed = this.#clock.now();
    const holeStart = this.#order === "psm" ? plan.tokens.length : 0;
    const tokens = fimPrompt(this.#marks, { path, prefix: plan.tokens, suffix }, holeStart);
    const tokenise = fitted - begun + (this.#clock.now() - healed);
    return { tokens, plan, ms: { tokenise, heal: healed - fitted } };
  }

  #healerOf(id: string): Healer {
    const known = this.#healers.get(id);
    if (known !== undefined) return known;
    const healer = findHealing(id).createHealer(this.#vocabulary, this.#encoder);
    this.#healers.set(id, healer);
    return healer;
  }

  /** The path and a line break; nothing if it would take the place of too much code. */
  #encodePath(path: string, room: number): Int32Array {
    const tokens = this.#encoder.encode(`${path}\n`);
    return tokens.length <= room * maxPathShare ? tokens : noTokens;
  }

  /** Most tokens of a prompt that leaves room for what is generated behind it. */
  #room({ maxPromptTokens, maxTokens }: CompletionOptions): number {
    const room = Math.min(maxPromptTokens, this.#model.maxLength - maxTokens);
    if (room >= minContextTokens) return room;
    throw new ForetypeError(
      "user/bad-argument",
      `There is room for a prompt of ${String(room)} tokens only. Allow more prompt tokens, or fewer to generate: ` +
        `the model holds ${String(this.#model.maxLength)} in all.`,
    );
  }
}

const noTokens = new Int32Array(0);

/** Models have seen hardly any "\r\n"; with it, they would write on with it at random. */
function withOneLineEnd(request: CompletionRequest): CompletionRequest {
  const { prefix, suffix } = request;
  return {
    ...request,
    prefix: prefix.replaceAll("\r\n", "\n"),
    suffix: suffix.replaceAll("\r\n", "\n"),
  };
}

function outcomeOf(request: CompletionRequest, result: DecodeResult, stats: DecodeStats): Outcome {
  const none = (reason: NoSuggestionReason): Outcome => ({ kind: "none", reason, stats });
  const { stoppedBy } = result;
  if (stoppedBy === "cancelled") return none("cancelled");
  const text = trimCompletion(result, request);
  if (text.trim() !== "") return { kind: "suggestion", text, stoppedBy, stats };
  return none(stoppedBy === "timeBudget" ? "timedOut" : "emptyCompletion");
}
