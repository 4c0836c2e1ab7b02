import { findDivergence, type Divergence } from "../consistency/divergence";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import { encodeUtf8 } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";
import type { PreparedPrompt } from "./promptMaker";

/** As much of the suffix as any token may reach into. */
const suffixReach = 64;

/** What a completed document says about the tokens that the model wrote. */
export interface Consistency {
  /** Where and how they differ from the tokenizer's; `undefined` if they do not. */
  readonly divergence: Divergence | undefined;
  /** Whether the document's tokens have a boundary between completion and suffix. */
  readonly isSeamBoundary: boolean;
}

/**
 * Compares the tokens of prefix and completion with those that the tokenizer writes for the document as it reads with the
 * completion in place, from the hole's start on: what stands before it was tokenised apart. Nothing is repaired: refusing other tokens would change what the model says. The next request encodes
 * the document anew and keeps the cache up to the first token that differs, so nothing is built on a divergent row.
 *
 * @param completion `tokens` were generated behind the prompt, and `text` is what is suggested of them
 */
export function checkConsistency(
  completion: {
    readonly prompt: PreparedPrompt;
    readonly tokens: Int32Array;
    readonly text: string;
    readonly suffix: string;
  },
  parts: { readonly vocabulary: Vocabulary; readonly encoder: CachedEncoder },
): Consistency {
  const { vocabulary, encoder } = parts;
  const { plan, healed } = completion.prompt;
  const written = healed + completion.text;
  const numBytes = encodeUtf8(written).length;
  const canonical = encoder.encode(written + completion.suffix.slice(0, suffixReach));
  // A last token may reach beyond a stop; what is not suggested is not compared.
  const stream: number[] = [];
  let end = 0;
  for (const token of [...plan.tokens, ...completion.tokens]) {
    end += vocabulary.bytesOf(token).length;
    if (end > numBytes) break;
    stream.push(token);
  }
  let boundary = 0;
  for (const token of canonical) {
    if (boundary >= numBytes) break;
    boundary += vocabulary.bytesOf(token).length;
  }
  return {
    divergence: findDivergence(Int32Array.from(stream), canonical, vocabulary),
    isSeamBoundary: boundary === numBytes,
  };
}
