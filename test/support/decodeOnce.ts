import { unconstrained } from "../../src/core/constrain/unconstrained";
import { autoregressive } from "../../src/core/decode/autoregressive";
import {
  Decoder,
  type DecoderParts,
  type DecodeRequest,
  type DecodeResult,
} from "../../src/core/decode/decoder";
import type { LanguageModel } from "../../src/core/model/languageModel";
import { neverCancelled } from "../../src/core/ports";
import { noRules } from "../../src/core/sample/samplingRules";
import { FakeClock } from "./fakeClock";
import { pieceVocabulary } from "./pieceVocabulary";

/** A plain greedy request, with what the test says otherwise. */
export function requestOf(overrides: Partial<DecodeRequest> = {}): DecodeRequest {
  return {
    prompt: Int32Array.of(2, 3, 4),
    constraint: unconstrained,
    numHeldBytes: 0,
    stopRule: { check: () => undefined },
    strategy: autoregressive,
    temperature: 0,
    seed: 1,
    sampling: noRules,
    maxTokens: 16,
    timeBudgetMs: Number.POSITIVE_INFINITY,
    cancellation: neverCancelled,
    ...overrides,
  };
}

/** A decoder over the piece vocabulary without end tokens, with what the test says otherwise. */
export function decoderOf(model: LanguageModel, overrides: Partial<DecoderParts> = {}): Decoder {
  return new Decoder({
    model,
    vocabulary: pieceVocabulary,
    endTokens: new Set(),
    clock: new FakeClock(),
    ...overrides,
  });
}

/** Decodes one request with a fresh decoder. */
export async function decodeOnce(
  model: LanguageModel,
  request: Partial<DecodeRequest> = {},
  parts: Partial<DecoderParts> = {},
): Promise<DecodeResult> {
  return decoderOf(model, parts).decode(requestOf(request));
}
