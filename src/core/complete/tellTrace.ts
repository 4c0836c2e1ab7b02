import type { DecodeResult } from "../decode/decodeRequest";
import { confidenceOf, type Confidence } from "../gate/confidence";
import { encodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";
import type { CompletionTrace } from "../trace/completionTrace";
import { hasPartIn, tokenSpans } from "../trace/tokenSpans";
import { traceTexts } from "../trace/traceTexts";
import { sharedBeginning } from "./sharedBeginning";

/**
 * What is told of how a text came about; nothing if no notes were taken. The confidence is that of the tokens that reach into what is
 * left of the decoded text, the trace that of all tokens.
 *
 * @param told the text that is left, what was typed before it, and whether the whole trace is wanted
 */
export function tellTrace(
  { trace, tokens, bytes, text: decoded }: DecodeResult,
  told: { readonly text: string; readonly held: Uint8Array; readonly isTraced: boolean },
  vocabulary: Vocabulary,
): { readonly confidence?: Confidence; readonly trace?: CompletionTrace } {
  if (trace === undefined) return {};
  const result = { tokens, bytes, numHeldBytes: told.held.length };
  const spans = tokenSpans(result, vocabulary);
  const kept = encodeUtf8(decoded.slice(0, sharedBeginning(decoded, told.text))).length;
  const confidence = confidenceOf(trace.tokens.filter((token) => hasPartIn(token, spans, kept)));
  return {
    ...(confidence && { confidence }),
    ...(told.isTraced && { trace: traceTexts(trace, result, vocabulary) }),
  };
}
