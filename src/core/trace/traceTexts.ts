import { TextStream } from "../decode/textStream";
import type { Vocabulary } from "../tokens/vocabulary";
import type { CompletionTrace, TracedPass, TracedToken } from "./completionTrace";
import type { DecodeTrace, NotedPass, NotedToken } from "./decodeTrace";
import { tokenLabel } from "./tokenLabel";
import { hasPartIn, tokenSpans } from "./tokenSpans";

/** A result, as far as it says what the texts of its tokens are. */
export interface TracedResult {
  /** All tokens of the result, those that spell what was typed included. */
  readonly tokens: Int32Array;
  /** How many bytes of them were typed. */
  readonly numHeldBytes: number;
  /** The text behind those. */
  readonly bytes: Uint8Array;
}

/** The notes as texts. The tokens' texts concatenate to the result's: each has the characters that it finishes. */
export function traceTexts(
  { tokens, passes }: DecodeTrace,
  result: TracedResult,
  vocabulary: Vocabulary,
): CompletionTrace {
  const stream = new TextStream();
  const spans = tokenSpans(result, vocabulary);
  const { length } = result.bytes;
  const texts = spans.map(({ end }) =>
    stream.take(result.bytes.subarray(0, Math.min(Math.max(0, end), length))),
  );
  return {
    tokens: tokens
      .filter((token) => hasPartIn(token, spans, length))
      .map((token) => tracedToken(token, texts, vocabulary)),
    passes: passes.map((pass) => tracedPass(pass, vocabulary)),
  };
}

function tracedToken(
  { index, logProbability, entropy, isEntropyBound, runnerUp, by, pass }: NotedToken,
  texts: readonly string[],
  vocabulary: Vocabulary,
): TracedToken {
  return {
    text: texts[index] ?? "",
    probability: Math.exp(logProbability),
    entropyBits: entropy / Math.LN2,
    ...(isEntropyBound && { isEntropyBound }),
    ...(runnerUp && {
      runnerUp: {
        text: tokenLabel(vocabulary, runnerUp.token, runnerUp.numTypedBytes),
        probability: Math.exp(runnerUp.logProbability),
      },
    }),
    ...{ by, pass },
  };
}

function tracedPass({ ms, root, nodes, wrote }: NotedPass, vocabulary: Vocabulary): TracedPass {
  return {
    ms,
    root: tokenLabel(vocabulary, root),
    nodes: nodes.map(({ token, ...node }) => ({ ...node, text: tokenLabel(vocabulary, token) })),
    ...(wrote && {
      wrote: {
        text: tokenLabel(vocabulary, wrote.token),
        probability: Math.exp(wrote.logProbability),
      },
    }),
  };
}
