import { Completer } from "../../core/complete/completer";
import { findMarks } from "../../core/complete/fimMarks";
import type { CompletionOptions } from "../../core/complete/request";
import type { Constraint } from "../../core/constrain/constraint";
import { autoregressive } from "../../core/decode/autoregressive";
import type { CostModel } from "../../core/cost/costModel";
import { Decoder } from "../../core/decode/decoder";
import type { DecodeRequest, DecodeResult } from "../../core/decode/decodeRequest";
import type { Strategy } from "../../core/decode/strategy";
import { AcceptedTexts } from "../../core/draft/acceptedTexts";
import type { OnDrafterFailure } from "../../core/draft/combinedDrafter";
import type { DraftModel } from "../../core/draft/draftModel";
import { WorkspaceTexts } from "../../core/draft/workspaceTexts";
import { invariant } from "../../core/errors";
import type { FimFormat } from "../../core/model/fimFormat";
import type { LanguageModel } from "../../core/model/languageModel";
import { Sequence } from "../../core/model/sequence";
import { neverCancelled, type Cancellation, type Clock } from "../../core/ports";
import { noRules } from "../../core/sample/samplingRules";
import type { DecodeStats } from "../../core/stats/decodeStats";
import { concatTokens } from "../../core/tokens/concatTokens";
import type { Vocabulary } from "../../core/tokens/vocabulary";
import { SampleAndMatch } from "../../core/verify/sampleAndMatch";
import { requestOf, type CaseText, type CompletionCase } from "../../core/check/completionCase";
import { OtherTexts } from "../cases/otherTexts";
import { GapRecorder } from "./gapRecorder";

/** A completion with the tokens it is made of. */
export interface DecodedCase {
  /** What the model was asked with. */
  readonly prompt: Int32Array;
  readonly constraint: Constraint<unknown>;
  /** Without the end token. */
  readonly tokens: Int32Array;
  /** As it would be suggested; empty if nothing would be. */
  readonly text: string;
  readonly stats: DecodeStats;
}

/** The engine as the editor uses it, with a decoder in it that keeps the tokens: an outcome has only the text. */
export class DecodeProbe {
  readonly vocabulary: Vocabulary;
  readonly #model: LanguageModel;
  readonly #completer: Completer;
  readonly #texts: OtherTexts;
  readonly #keepsCache: boolean;
  /** Verifies as the engine does; gaps are looked at by one beside it that shares the cache. */
  readonly #decoder: Decoder;
  readonly #gapDecoder: Decoder;
  readonly #recorder: GapRecorder;
  readonly #decodes: { readonly request: DecodeRequest; readonly result: DecodeResult }[] = [];

  constructor(parts: {
    readonly model: LanguageModel;
    readonly vocabulary: Vocabulary;
    readonly format: FimFormat;
    readonly clock: Clock;
    readonly draft?: DraftModel | undefined;
    /** What passes cost, where that was measured; learnt on the way if left out. */
    readonly cost?: CostModel;
    /** Told of drafters that failed in a request, which then goes on without them. */
    readonly onDrafterFailure?: OnDrafterFailure;
    /** Files that may be drafted from, see `OtherTexts`; none if left out. */
    readonly files?: readonly CaseText[];
    /**
     * Whether what was read stays in the cache for the next case, as in the editor: who finds a prompt there has not seen it being
     * read, so such runs tell of texts and not of speed. No if left out.
     */
    readonly keepsCache?: boolean;
    /** Puts something around a strategy that looks on at what becomes of its drafts. */
    readonly watch?: (strategy: Strategy) => Strategy;
  }) {
    const endTokens = findMarks(parts.format, parts.vocabulary).end;
    this.vocabulary = parts.vocabulary;
    this.#model = parts.model;
    this.#keepsCache = parts.keepsCache ?? false;
    this.#recorder = new GapRecorder(new SampleAndMatch({ endTokens }));
    const sequence = new Sequence(parts.model);
    const learnt = { texts: new WorkspaceTexts(), accepted: new AcceptedTexts() };
    this.#decoder = new Decoder({ ...parts, ...learnt, endTokens, sequence });
    this.#gapDecoder = new Decoder({ ...parts, endTokens, sequence, verifier: this.#recorder });
    const { watch = (strategy: Strategy) => strategy } = parts;
    const decode = async (request: DecodeRequest): Promise<DecodeResult> => {
      const result = await this.#decoder.decode({ ...request, strategy: watch(request.strategy) });
      this.#decodes.push({ request, result });
      return result;
    };
    this.#completer = new Completer({ ...parts, ...learnt, decoder: { decode } });
    this.#texts = new OtherTexts(this.#completer, parts.files ?? []);
  }

  /** Completes a case. `undefined` if it was cancelled or has no text to complete from. */
  async run(
    completionCase: CompletionCase,
    options: CompletionOptions,
    cancellation: Cancellation,
  ): Promise<DecodedCase | undefined> {
    await this.#texts.goTo(completionCase);
    if (!this.#keepsCache) this.#model.truncate(0);
    const request = requestOf(completionCase);
    const outcome = await this.#completer.complete(request, options, cancellation);
    const decode = this.#decodes.pop();
    if (decode === undefined || decode.result.stoppedBy === "cancelled") return undefined;
    invariant(outcome.stats !== undefined, "what was decoded has stats");
    const { prompt, constraint } = decode.request;
    const text = outcome.kind === "suggestion" ? outcome.text : "";
    return { prompt, constraint, tokens: decode.result.tokens, text, stats: outcome.stats };
  }

  /**
   * By how much the model prefers its first choice to its second after the first `position` tokens of a completion, in the
   * logits of the admitted tokens; `undefined` if there is only one. Runs the model once more.
   */
  async gapAt(
    { prompt, constraint, tokens }: DecodedCase,
    position: number,
  ): Promise<number | undefined> {
    const before = tokens.subarray(0, position);
    const state = before.reduce<unknown>(
      (last, token) => constraint.next(last, token),
      constraint.start(),
    );
    this.#recorder.start();
    await this.#gapDecoder.decode({
      prompt: concatTokens([prompt, before]),
      constraint: {
        start: () => state,
        isFree: (later) => constraint.isFree(later),
        admits: (later, token) => constraint.admits(later, token),
        next: (later, token) => constraint.next(later, token),
      },
      numHeldBytes: 0,
      stopRule: { check: () => undefined },
      strategy: autoregressive,
      temperature: 0,
      seed: 0,
      sampling: noRules,
      maxTokens: 1,
      timeBudgetMs: Number.POSITIVE_INFINITY,
      cancellation: neverCancelled,
    });
    return this.#recorder.gap;
  }
}
