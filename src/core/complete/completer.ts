import { allOf } from "../constrain/allOf";
import { constraintsFor, type RequestConstraints } from "../constrain/constraintsFor";
import type { SyntaxSource } from "../constrain/syntaxPort";
import { Decoder, type DecodeResult } from "../decode/decoder";
import { findStrategy } from "../decode/strategies";
import type { FimFormat } from "../model/fimFormat";
import type { LanguageModel } from "../model/languageModel";
import type { Cancellation, Clock } from "../ports";
import { emptyStats, withConsistency, withEvaluations, withStageMs } from "../stats/decodeStats";
import { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import { checkConsistency } from "./checkConsistency";
import type { NoSuggestionReason, Outcome } from "./outcome";
import { PromptMaker, type PreparedPrompt } from "./promptMaker";
import type { CompletionOptions, CompletionRequest } from "./request";
import { stopRuleFor } from "./stopRuleFor";
import { trimCompletion } from "./trimCompletion";

/**
 * Completes code at a cursor: makes a prompt, decodes and trims. One request at a time; the next one pays only for what differs
 * in its prompt.
 */
export class Completer {
  readonly #prompts: PromptMaker;
  readonly #vocabulary: Vocabulary;
  readonly #encoder: CachedEncoder;
  readonly #decoder: Pick<Decoder, "decode">;
  readonly #syntax: SyntaxSource | undefined;

  /** @throws model/bad-tokenizer if the vocabulary lacks a mark of the format */
  constructor(parts: {
    readonly model: LanguageModel;
    readonly vocabulary: Vocabulary;
    readonly format: FimFormat;
    readonly clock: Clock;
    /** One over the model if left out; measurements bring one that takes notes. */
    readonly decoder?: Pick<Decoder, "decode">;
    /** Without one, the constraint of syntax holds nothing. */
    readonly syntax?: SyntaxSource;
  }) {
    const { model, vocabulary, clock } = parts;
    this.#vocabulary = vocabulary;
    this.#encoder = new CachedEncoder(vocabulary);
    this.#prompts = new PromptMaker({
      ...parts,
      maxLength: model.maxLength,
      encoder: this.#encoder,
    });
    this.#syntax = parts.syntax;
    this.#decoder =
      parts.decoder ??
      new Decoder({ model, vocabulary, endTokens: this.#prompts.marks.end, clock });
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
    const prompt = this.#prompts.prepare(asked, options);
    const { plan } = prompt;
    const stopRule = stopRuleFor(asked);
    const constraints = await constraintsFor(options.constraints, asked, {
      vocabulary: this.#vocabulary,
      endTokens: this.#prompts.marks.end,
      stopRule,
      numHeldBytes: plan.held.length,
      syntax: this.#syntax,
    });
    const result = await this.#decoder.decode({
      prompt: prompt.tokens,
      constraint: allOf([plan.constraint, constraints.constraint]),
      numHeldBytes: plan.held.length,
      covers: plan.covers,
      stopRule,
      strategy: findStrategy(options.strategy),
      temperature: options.temperature,
      seed: options.seed,
      sampling: options,
      maxTokens: options.maxTokens,
      timeBudgetMs: options.timeBudgetMs,
      cancellation,
    });
    return this.#outcomeOf(asked, { prompt, constraints }, result);
  }

  /** The prompt that `complete` makes of a request. */
  prepare(request: CompletionRequest, options: CompletionOptions): PreparedPrompt {
    return this.#prompts.prepare(withOneLineEnd(request), options);
  }

  #outcomeOf(
    request: CompletionRequest,
    made: { readonly prompt: PreparedPrompt; readonly constraints: RequestConstraints },
    result: DecodeResult,
  ): Outcome {
    const { stoppedBy } = result;
    const { prompt, constraints } = made;
    const { numEvaluations } = constraints.constraint;
    const stats = withEvaluations(withStageMs(result.stats, prompt.ms), numEvaluations);
    const none = (reason: NoSuggestionReason): Outcome => ({ kind: "none", reason, stats });
    if (stoppedBy === "cancelled") return none("cancelled");
    const { text, trims } = trimCompletion(result, request, constraints);
    if (text.trim() === "")
      return none(stoppedBy === "timeBudget" ? "timedOut" : "emptyCompletion");
    const { divergence, isSeamBoundary } = checkConsistency(
      { prompt, tokens: result.tokens, text, suffix: request.suffix },
      { vocabulary: this.#vocabulary, encoder: this.#encoder },
    );
    return {
      kind: "suggestion",
      text,
      trims,
      isSeamBoundary,
      stoppedBy,
      stats: withConsistency(stats, divergence?.kind),
    };
  }
}

/** Models have seen hardly any "\r\n"; with it, they would write on with it at random. */
function withOneLineEnd(request: CompletionRequest): CompletionRequest {
  const { prefix, suffix } = request;
  return {
    ...request,
    prefix: prefix.replaceAll("\r\n", "\n"),
    suffix: suffix.replaceAll("\r\n", "\n"),
  };
}
