import type { DraftRequest } from "../draft/drafter";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import { concatTokens } from "../tokens/concatTokens";
import { decodeUtf8 } from "../tokens/utf8";
import type { PromptParts } from "./fimPrompt";
import type { CompletionRequest } from "./request";

/** What drafters are told of the text around the cursor, as tokens. */
export type DraftHints = Pick<DraftRequest, "before" | "suffix" | "earlier">;

/** No suggestion is as long; what lies behind it need not be tokenised. */
const mostSuffixUnits = 4_000;

/**
 * The text around the cursor in tokens, for drafters.
 *
 * The first tokens that are generated spell the held bytes once more. So the text before them ends where the prompt does, and what
 * stood at the cursor begins with the bytes that are held.
 *
 * Worked example: at `let fo|`, where `o = 1;` stood, the prompt ends behind `let`. Then ` foo = 1;` is what stood there.
 *
 * @param prompt its text before the cursor, and the bytes at the cursor that are not in it
 */
export function draftHints(
  request: Pick<CompletionRequest, "suffix" | "earlier">,
  prompt: Pick<PromptParts, "beforeHole" | "fromHole"> & { readonly held: Uint8Array },
  encoder: Pick<CachedEncoder, "encode">,
): DraftHints {
  const { suffix, earlier } = request;
  return {
    before: concatTokens([prompt.beforeHole, prompt.fromHole]),
    suffix: encoder.encode(beginningOf(suffix)),
    ...(earlier !== undefined && {
      earlier: encoder.encode(decodeUtf8(prompt.held) + earlier),
    }),
  };
}

/** Whole lines, so that the encoder finds the same ones again while the text before them grows. */
function beginningOf(suffix: string): string {
  if (suffix.length <= mostSuffixUnits) return suffix;
  return suffix.slice(0, suffix.lastIndexOf("\n", mostSuffixUnits) + 1);
}
