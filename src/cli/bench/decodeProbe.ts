import { Completer } from "../../core/complete/completer";
import { findMarks } from "../../core/complete/fimMarks";
import type { CompletionOptions } from "../../core/complete/request";
import { Decoder, type DecodeRequest, type DecodeResult } from "../../core/decode/decoder";
import { invariant } from "../../core/errors";
import type { FimFormat } from "../../core/model/fimFormat";
import type { LanguageModel } from "../../core/model/languageModel";
import type { Cancellation, Clock } from "../../core/ports";
import type { DecodeStats } from "../../core/stats/decodeStats";
import type { Vocabulary } from "../../core/tokens/vocabulary";
import { SampleAndMatch } from "../../core/verify/sampleAndMatch";
import { requestOf, type CompletionCase } from "../cases/completionCase";
import { GapRecorder } from "./gapRecorder";

/** A completion with the tokens it is made of. */
export interface DecodedCase {
  /** Without the end token. */
  readonly tokens: Int32Array;
  /** As it would be suggested; empty if nothing would be. */
  readonly text: string;
  /** By how much the model preferred its first choice, for each token and for the end token after them. */
  readonly gaps: readonly (number | undefined)[];
  readonly stats: DecodeStats;
}

/** The engine as the editor uses it, with a decoder in it that keeps the tokens: an outcome has only the text. */
export class DecodeProbe {
  readonly #completer: Completer;
  readonly #decoder: Decoder;
  readonly #gaps: GapRecorder;
  #result: DecodeResult | undefined;

  constructor(parts: {
    readonly model: LanguageModel;
    readonly vocabulary: Vocabulary;
    readonly format: FimFormat;
    readonly clock: Clock;
  }) {
    const endTokens = findMarks(parts.format.tokens, parts.vocabulary).end;
    this.#gaps = new GapRecorder(new SampleAndMatch({ endTokens }));
    this.#decoder = new Decoder({ ...parts, endTokens, verifier: this.#gaps });
    const decoder = { decode: (request: DecodeRequest) => this.#decode(request) };
    this.#completer = new Completer({ ...parts, decoder });
  }

  /** Completes a case; `undefined` if it was cancelled or has no text to complete from. */
  async run(
    completionCase: CompletionCase,
    options: CompletionOptions,
    cancellation: Cancellation,
  ): Promise<DecodedCase | undefined> {
    this.#result = undefined;
    this.#gaps.take();
    const outcome = await this.#completer.complete(
      requestOf(completionCase),
      options,
      cancellation,
    );
    const result = this.#takeResult();
    if (result === undefined || result.stoppedBy === "cancelled") return undefined;
    invariant(outcome.stats !== undefined, "what was decoded has stats");
    const text = outcome.kind === "suggestion" ? outcome.text : "";
    return { tokens: result.tokens, text, gaps: this.#gaps.take(), stats: outcome.stats };
  }

  async #decode(request: DecodeRequest): Promise<DecodeResult> {
    const result = await this.#decoder.decode(request);
    this.#result = result;
    return result;
  }

  #takeResult(): DecodeResult | undefined {
    return this.#result;
  }
}
