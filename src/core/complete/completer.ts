import { candidateName } from "../alternatives/candidateName";
import { findAlternatives, type Alternatives } from "../alternatives/findAlternatives";
import { tellShown } from "../alternatives/tellShown";
import { allOf } from "../constrain/allOf";
import { constraintsFor, type RequestConstraints } from "../constrain/constraintsFor";
import type { SyntaxSource } from "../constrain/syntaxPort";
import { Decoder, type DecodeRequest, type DecodeResult } from "../decode/decoder";
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
  readonly #model: LanguageModel;
  readonly #clock: Clock;
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
    this.#model = model;
    this.#clock = clock;
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
    const wantsOthers = options.numCandidates > 1 || (asked.shown ?? []).length > 0;
    const told = options.tellsShown ? tellShown(asked, asked.shown ?? []) : asked;
    const prompt = this.#prompts.prepare(told, options);
    const { plan } = prompt;
    const stopRule = stopRuleFor(asked);
    const constraints = await constraintsFor(options.constraints, asked, {
      vocabulary: this.#vocabulary,
      endTokens: this.#prompts.marks.end,
      stopRule,
      numHeldBytes: plan.held.length,
      syntax: this.#syntax,
    });
    const decodeRequest: DecodeRequest = {
      prompt: prompt.tokens,
      constraint: allOf([plan.constraint, constraints.constraint]),
      numHeldBytes: plan.held.length,
      covers: plan.covers,
      stopRule,
      strategy: findStrategy(options.strategy),
      temperature: options.temperature,
      seed: options.seed,
      sampling: options,
      cautious: options.cautious,
      maxTokens: options.maxTokens,
      timeBudgetMs: options.timeBudgetMs,
      cancellation,
    };
    const made = { prompt, constraints };
    if (!wantsOthers) {
      return this.#outcomeOf(asked, made, await this.#decoder.decode(decodeRequest));
    }
    const result = await this.#decoder.decode(greedy(decodeRequest));
    return this.#withAlternatives(asked, made, {
      request: decodeRequest,
      result,
      numCandidates: options.numCandidates,
      numToldTokens: told === asked ? 0 : prompt.tokens.length - result.stats.numReusedTokens,
    });
  }

  /** The prompt that `complete` makes of a request. */
  prepare(request: CompletionRequest, options: CompletionOptions): PreparedPrompt {
    return this.#prompts.prepare(withOneLineEnd(request), options);
  }

  /** The first text and others; where the first is none, or was shown already, the best of the others takes its place. */
  async #withAlternatives(
    asked: CompletionRequest,
    made: { readonly prompt: PreparedPrompt; readonly constraints: RequestConstraints },
    first: {
      readonly request: DecodeRequest;
      readonly result: DecodeResult;
      readonly numCandidates: number;
      readonly numToldTokens: number;
    },
  ): Promise<Outcome> {
    const { request, result, numCandidates } = first;
    const outcome = this.#outcomeOf(asked, made, result);
    if (outcome.kind === "none" && outcome.reason !== "emptyCompletion") return outcome;
    const shown = asked.shown ?? [];
    const shownNames = new Set(shown.map(candidateName));
    const isFirstNew =
      outcome.kind === "suggestion" && !shownNames.has(candidateName(outcome.text));
    const numWanted = isFirstNew ? numCandidates - 1 : numCandidates;
    if (isFirstNew && numWanted === 0) return withOthers(outcome, [], noAlternatives, first);
    const found = await findAlternatives(
      {
        ...request,
        timeBudgetMs: request.timeBudgetMs - result.stats.totalMs,
        numWanted,
        first: outcome.kind === "suggestion" ? outcome.text : "",
        shown,
        suggestionOf: (text, stoppedBy) =>
          trimCompletion({ text, stoppedBy }, asked, made.constraints).text,
      },
      {
        model: this.#model,
        vocabulary: this.#vocabulary,
        endTokens: this.#prompts.marks.end,
        clock: this.#clock,
      },
    );
    if (request.cancellation.isCancelled) {
      return { kind: "none", reason: "cancelled", stats: result.stats };
    }
    const [best, ...others] = found.candidates;
    if (isFirstNew) return withOthers(outcome, found.candidates, found, first);
    if (best === undefined) return { kind: "none", reason: "emptyCompletion", stats: result.stats };
    return withOthers(this.#outcomeOf(asked, made, { ...result, ...best }), others, found, first);
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

/** Where the first text is all that is wanted. */
const noAlternatives: Alternatives = { candidates: [], numPasses: 0, numNodes: 0, ms: 0 };

/** Alternatives stand beside the text that the model finds most probable; a watermark has no place in it. */
function greedy(request: DecodeRequest): DecodeRequest {
  return {
    ...request,
    temperature: 0,
    cautious: undefined,
    sampling: { ...request.sampling, watermarkKey: "" },
  };
}

function withOthers(
  outcome: Outcome,
  others: readonly { readonly suggestion: string }[],
  { numPasses, numNodes, ms }: Alternatives,
  first: { readonly result: DecodeResult; readonly numToldTokens: number },
): Outcome {
  if (outcome.kind === "none") return outcome;
  const { numToldTokens, result } = first;
  const toldMs = numToldTokens > 0 ? result.stats.ms.prefill : 0;
  return {
    ...outcome,
    alternatives: others.map(({ suggestion }) => suggestion),
    cost: { numPromptTokens: numToldTokens, numPasses, numNodes, ms: ms + toldMs },
  };
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
