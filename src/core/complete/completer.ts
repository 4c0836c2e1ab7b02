import { tellShown } from "../alternatives/tellShown";
import { allOf } from "../constrain/allOf";
import { constraintsFor } from "../constrain/constraintsFor";
import type { SyntaxSource } from "../constrain/syntaxPort";
import type { CostModel } from "../cost/costModel";
import type { ChunkSize } from "../decode/chunkSize";
import { Decoder } from "../decode/decoder";
import type { DecodeRequest } from "../decode/decodeRequest";
import { firstOf } from "../decode/stopRules/firstOf";
import { findStrategy } from "../decode/strategies";
import { Healers } from "../heal/healers";
import { AcceptedTexts } from "../draft/acceptedTexts";
import type { OnDrafterFailure } from "../draft/combinedDrafter";
import type { DraftModel } from "../draft/draftModel";
import { WorkspaceTexts } from "../draft/workspaceTexts";
import { openGate } from "../gate/gateOptions";
import { checkGate } from "../gate/doubt";
import type { FimFormat } from "../model/fimFormat";
import type { LanguageModel } from "../model/languageModel";
import type { Sequence } from "../model/sequence";
import type { Cancellation, Clock } from "../ports";
import { PlaceReader } from "../shape/placeReader";
import { shapeRulesFor } from "../shape/shapeRules";
import { emptyStats } from "../stats/decodeStats";
import { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import { Learner } from "./learner";
import type { Lesson } from "./lesson";
import type { Outcome } from "./outcome";
import { outcomeOf } from "./outcomeOf";
import { PromptMaker, type PreparedPrompt } from "./promptMaker";
import { promptText, type PromptText } from "./promptText";
import type { CompletionOptions, CompletionRequest } from "./request";
import { stopRuleFor } from "./stopRuleFor";
import { PromptWarmer, type Warmth } from "./warmPrompt";
import { withOneLineEnd } from "./withOneLineEnd";
import { withAlternatives, type AlternativesParts } from "./withAlternatives";

/**
 * Completes code at a cursor: makes a prompt, decodes, trims, and looks whether what there is should be shown. One request at a time; the next one pays only for what differs
 * in its prompt.
 */
export class Completer {
  readonly #parts: AlternativesParts;
  readonly #prompts: PromptMaker;
  readonly #decoder: Pick<Decoder, "decode"> & Partial<Pick<Decoder, "numCached">>;
  readonly #syntax: SyntaxSource | undefined;
  readonly #places = new PlaceReader();
  /** Of the newest request. */
  #lastPrompt: { readonly documentId: string; readonly prompt: PreparedPrompt } | undefined;
  readonly #warmer: PromptWarmer;
  readonly #learner: Learner;

  /** @throws model/bad-tokenizer if the vocabulary lacks a token of the format */
  constructor(parts: {
    readonly model: LanguageModel;
    readonly vocabulary: Vocabulary;
    readonly format: FimFormat;
    readonly clock: Clock;
    /** For the strategy that drafts with it. */
    readonly draft?: DraftModel | undefined;
    /** What passes of the model cost, and who is told of drafters that fail; see `Decoder`. */
    readonly cost?: CostModel;
    readonly onDrafterFailure?: OnDrafterFailure;
    /** How many prompt tokens go into a pass; a fixed number if left out. */
    readonly chunks?: ChunkSize;
    /** What is in the model's cache; one of its own if left out. */
    readonly sequence?: Sequence;
    /** One over the model if left out; measurements bring one that takes notes. */
    readonly decoder?: Pick<Decoder, "decode">;
    /** Without one, the constraint of syntax holds nothing. */
    readonly syntax?: SyntaxSource;
    /** What is known of the vocabulary's texts; completers that ask one model in several ways share it. */
    readonly healers?: Healers;
    /** What drafts may be made from besides the document; those of the decoder, if one is brought. */
    readonly texts?: WorkspaceTexts;
    readonly accepted?: AcceptedTexts;
  }) {
    const { model, vocabulary, clock } = parts;
    const encoder = new CachedEncoder(vocabulary);
    const healers = parts.healers ?? new Healers(vocabulary, encoder);
    this.#prompts = new PromptMaker({ ...parts, maxLength: model.maxLength, encoder, healers });
    this.#syntax = parts.syntax;
    const endTokens = this.#prompts.marks.end;
    this.#parts = { model, vocabulary, clock, encoder, endTokens };
    const { texts = new WorkspaceTexts(), accepted = new AcceptedTexts() } = parts;
    this.#decoder = parts.decoder ?? new Decoder({ ...parts, texts, accepted, endTokens });
    this.#learner = new Learner({
      ...{ texts, accepted, clock },
      encoder: new CachedEncoder(vocabulary),
    });
    this.#warmer = new PromptWarmer({
      decoder: this.#decoder,
      prepare: (request, options) => this.prepare(request, options),
    });
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
    checkGate(options.gate);
    const asked = withOneLineEnd(request);
    const seen = this.#prompts.marks.fim === undefined ? asked.prefix : asked.prefix + asked.suffix;
    if (seen.trim() === "") return { kind: "none", reason: "emptyContext" };
    if (cancellation.isCancelled) return { kind: "none", reason: "cancelled", stats: emptyStats };
    const wantsOthers = options.numCandidates > 1 || (asked.shown ?? []).length > 0;
    const told = options.tellsShown ? tellShown(asked, asked.shown ?? []) : asked;
    const prompt = this.#prompts.prepare(told, options);
    this.#lastPrompt = { documentId: asked.documentId, prompt };
    const { plan } = prompt;
    const shape = await shapeRulesFor(asked, { places: this.#places, syntax: this.#syntax });
    const stopRule = firstOf([...shape.stopRules, stopRuleFor(asked)]);
    const constraints = await constraintsFor(options.constraints, asked, {
      ...this.#parts,
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
      document: told,
      hints: prompt.hints,
      stopBelow: options.gate.stopBelow,
      isTraced: options.traces || options.gate.floor > 0,
    };
    const made = { request: asked, options, prompt, constraints, cut: shape.cut };
    if (!wantsOthers) {
      return outcomeOf(made, await this.#decoder.decode(decodeRequest), this.#parts);
    }
    // Who asks for more texts wants them whatever the model thinks of them.
    const opened = { ...made, options: { ...options, gate: openGate } };
    const result = await this.#decoder.decode(greedy(decodeRequest));
    const numToldTokens = told === asked ? 0 : prompt.tokens.length - result.stats.numReusedTokens;
    const first = { request: decodeRequest, result, numToldTokens };
    return withAlternatives(opened, first, options.numCandidates, this.#parts);
  }

  /** The exact prompt of the newest request, if it was about this document. */
  lastPrompt(documentId: string): PromptText | undefined {
    const last = this.#lastPrompt;
    return last?.documentId === documentId
      ? promptText(last.prompt, this.#parts.vocabulary)
      : undefined;
  }

  /**
   * Feeds the prompt that `complete` would make of a request, without completing it; see `PromptWarmer`.
   *
   * @throws user/bad-argument if an option is out of range
   */
  warm(
    request: CompletionRequest,
    options: CompletionOptions,
    cancellation: Cancellation,
  ): Promise<Warmth> {
    return this.#warmer.warm(request, options, cancellation);
  }

  /** Takes note of something that drafts may be made from, see `Learner`. */
  learn(lesson: Lesson): void {
    this.#learner.learn(lesson);
  }

  /**
   * Studies what was noted, for some milliseconds; not while a request is under way.
   *
   * @returns whether there is more to study
   */
  study(): boolean {
    return this.#learner.study();
  }

  /** The prompt that `complete` makes of a request. */
  prepare(request: CompletionRequest, options: CompletionOptions): PreparedPrompt {
    return this.#prompts.prepare(withOneLineEnd(request), options);
  }
}

/** Alternatives stand beside the text that the model finds most probable; a watermark has no place in it. */
function greedy(request: DecodeRequest): DecodeRequest {
  return {
    ...request,
    temperature: 0,
    cautious: undefined,
    sampling: { ...request.sampling, watermarkKey: "" },
  };
}
