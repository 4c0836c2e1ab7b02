import { constraintsFor } from "../constrain/constraintsFor";
import { unconstrained } from "../constrain/unconstrained";
import { firstOf } from "../decode/stopRules/firstOf";
import { Decoder } from "../decode/decoder";
import { strategyOver } from "../ensemble/byteEnsemble";
import { ByteStream } from "../ensemble/byteStream";
import { byteVocabulary } from "../ensemble/byteVocabulary";
import type { Combination } from "../ensemble/combineBytes";
import { EnsembleModel } from "../ensemble/ensembleModel";
import { ForetypeError } from "../errors";
import { END_OF_TEXT } from "../heal/byteModel";
import { Healers } from "../heal/healers";
import type { FimFormat } from "../model/fimFormat";
import type { LanguageModel } from "../model/languageModel";
import type { Cancellation, Clock } from "../ports";
import { PlaceReader } from "../shape/placeReader";
import { shapeRulesFor } from "../shape/shapeRules";
import { emptyStats } from "../stats/decodeStats";
import { withMore } from "../stats/mergeStats";
import { CachedEncoder } from "../tokens/cachedEncoder";
import { TokenIndex } from "../tokens/tokenIndex";
import type { Vocabulary } from "../tokens/vocabulary";
import type { Outcome } from "./outcome";
import { outcomeOf } from "./outcomeOf";
import { PromptMaker, type PreparedPrompt } from "./promptMaker";
import type { CompletionOptions, CompletionRequest } from "./request";
import { stopRuleFor } from "./stopRuleFor";
import { withOneLineEnd } from "./withOneLineEnd";

/** A token counts for as many bytes where the number of tokens is limited. */
const bytesPerToken = 4;

/**
 * Share of a model's weight that is taken as it is. Nearly all of it is canonical, and asking the tokenizer about the whole
 * vocabulary would take longer than the model does.
 */
const negligible = 0.01;

/** One of the two models. */
export interface EnsembleMember {
  readonly model: LanguageModel;
  readonly vocabulary: Vocabulary;
  readonly format: FimFormat;
}

/** A model with what it is asked with. */
interface Asked {
  readonly prompts: PromptMaker;
  readonly stream: ByteStream;
}

/**
 * Completes code with two models at once, byte by byte; see `EnsembleModel`. Each is asked in its own way, and sees of the document
 * what fits its prompt. In the figures a byte stands for a token.
 */
export class EnsembleCompleter {
  readonly #first: Asked;
  readonly #second: Asked;
  readonly #parts: { readonly vocabulary: Vocabulary; readonly encoder: CachedEncoder };
  readonly #combination: Combination;
  readonly #clock: Clock;

  /**
   * @param parts the models' caches belong to this object from now on
   * @throws model/bad-tokenizer if a vocabulary lacks a token of its format
   */
  constructor(parts: {
    readonly first: EnsembleMember;
    readonly second: EnsembleMember;
    readonly combination: Combination;
    readonly clock: Clock;
  }) {
    const { vocabulary } = parts.first;
    const encoder = new CachedEncoder(vocabulary);
    this.#parts = { vocabulary, encoder };
    this.#first = askedOf(parts.first, encoder, parts.clock);
    this.#second = askedOf(parts.second, new CachedEncoder(parts.second.vocabulary), parts.clock);
    this.#combination = parts.combination;
    this.#clock = parts.clock;
  }

  /**
   * As `Completer.complete`.
   *
   * @throws user/bad-argument if an option is out of range, or is one that needs tokens
   */
  async complete(
    request: CompletionRequest,
    options: CompletionOptions,
    cancellation: Cancellation,
  ): Promise<Outcome> {
    checkOptions(options);
    const asked = withOneLineEnd(request);
    if ((asked.prefix + asked.suffix).trim() === "")
      return { kind: "none", reason: "emptyContext" };
    const begunMs = this.#clock.now();
    const prompt = this.prepare(request, options);
    const prompts = [prompt, this.#second.prompts.prepare(asked, inBytes(options))];
    const streams = [this.#first.stream, this.#second.stream];
    for (const [place, { tokens, plan }] of prompts.entries()) {
      const isInterrupted = (): boolean => cancellation.isCancelled;
      if ((await streams[place]?.begin(tokens, plan.held, isInterrupted)) === true) continue;
      return { kind: "none", reason: "cancelled" };
    }
    const prefill = this.#clock.now() - begunMs;
    const shape = await shapeRulesFor(asked, { places: new PlaceReader() });
    const stopRule = firstOf([...shape.stopRules, stopRuleFor(asked)]);
    const result = await this.#decode({ ...options, stopRule, cancellation });
    const constraints = await constraintsFor([], asked, {
      ...this.#parts,
      endTokens: this.#first.prompts.marks.end,
      stopRule,
      numHeldBytes: 0,
      syntax: undefined,
    });
    const written = this.#parts.encoder.encode(prompt.healed + result.text);
    const numPromptTokens = prompts.reduce((sum, { tokens }) => sum + tokens.length, -1);
    const stats = withMore(result.stats, {
      numPromptTokens,
      totalMs: prefill,
      ms: { ...emptyStats.ms, prefill },
    });
    // The text was not written in tokens; those that the tokenizer writes for it are compared with themselves.
    const tokens = written.slice(prompt.plan.tokens.length);
    return outcomeOf(
      { request: asked, options, prompt, constraints, cut: shape.cut },
      { ...result, tokens, stats },
      this.#parts,
    );
  }

  /** The prompt of the first model. */
  prepare(request: CompletionRequest, options: CompletionOptions): PreparedPrompt {
    return this.#first.prompts.prepare(withOneLineEnd(request), inBytes(options));
  }

  #decode(
    request: CompletionOptions & {
      readonly stopRule: ReturnType<typeof stopRuleFor>;
      readonly cancellation: Cancellation;
    },
  ): ReturnType<Decoder["decode"]> {
    const model = new EnsembleModel({
      first: this.#first.stream,
      second: this.#second.stream,
      combination: this.#combination,
    });
    const decoder = new Decoder({
      model,
      vocabulary: byteVocabulary,
      endTokens: new Set([END_OF_TEXT]),
      clock: this.#clock,
    });
    return decoder.decode({
      ...request,
      prompt: Int32Array.of(END_OF_TEXT),
      constraint: unconstrained,
      numHeldBytes: 0,
      strategy: strategyOver(model),
      sampling: request,
      cautious: undefined,
      maxTokens: inBytes(request).maxTokens,
    });
  }
}

function askedOf(
  { model, vocabulary, format }: EnsembleMember,
  encoder: CachedEncoder,
  clock: Clock,
): Asked {
  const healers = new Healers(vocabulary, encoder);
  const prompts = new PromptMaker({
    ...{ vocabulary, encoder, healers, format, clock },
    maxLength: model.maxLength,
  });
  const index = new TokenIndex(vocabulary);
  const endTokens = prompts.marks.end;
  return { prompts, stream: new ByteStream({ model, vocabulary, index, endTokens, negligible }) };
}

/** A byte takes a position in the model, or nearly so. */
function inBytes(options: CompletionOptions): CompletionOptions {
  return { ...options, maxTokens: bytesPerToken * options.maxTokens };
}

function checkOptions(options: CompletionOptions): void {
  const { constraints, cautious, numCandidates, gate, traces } = options;
  const isPlain = constraints.length === 0 && cautious.maxTrials <= 1 && numCandidates === 1;
  if (isPlain && gate.floor === 0 && gate.stopBelow === 0 && !traces) return;
  throw new ForetypeError(
    "user/bad-argument",
    "two models write bytes, and constraints, trials, alternatives, a gate and traces need tokens; leave them out, or choose another strategy",
  );
}
