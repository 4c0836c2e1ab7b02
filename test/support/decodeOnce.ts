import type { DraftSizing } from "../../src/core/cost/draftSizing";
import { unconstrained } from "../../src/core/constrain/unconstrained";
import { autoregressive } from "../../src/core/decode/autoregressive";
import { Decoder } from "../../src/core/decode/decoder";
import type { DecoderParts } from "../../src/core/decode/decoderParts";
import type { DecodeRequest, DecodeResult } from "../../src/core/decode/decodeRequest";
import type { LanguageModel } from "../../src/core/model/languageModel";
import { neverCancelled } from "../../src/core/ports";
import { noRules } from "../../src/core/sample/samplingRules";
import { FakeClock } from "./fakeClock";
import { pieceVocabulary } from "./pieceVocabulary";
import { noStop } from "../../src/core/decode/stopRule";

/** A plain greedy request, with what the test says otherwise. */
export function requestOf(overrides: Partial<DecodeRequest> = {}): DecodeRequest {
  return {
    prompt: Int32Array.of(2, 3, 4),
    constraint: unconstrained,
    numHeldBytes: 0,
    stopRule: noStop,
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

/** Drafts all that is guessed and that there is room for, whatever it costs. */
export const takeAll: DraftSizing = {
  begin: () => undefined,
  leastChance: (most) => (most > 0 ? () => 0 : undefined),
  choose: (chances) => chances.length,
  took: () => undefined,
};

/**
 * A decoder over the piece vocabulary without end tokens, with what the test says otherwise. Its drafts are as large as they may
 * be, and a drafter that fails fails the test.
 */
export function decoderOf(model: LanguageModel, overrides: Partial<DecoderParts> = {}): Decoder {
  return new Decoder({
    model,
    vocabulary: pieceVocabulary,
    endTokens: new Set(),
    clock: new FakeClock(),
    sizing: takeAll,
    onDrafterFailure: (_, error) => {
      throw error;
    },
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
