import type { Drafter } from "../draft/drafter";
import type { LanguageModel } from "../model/languageModel";
import type { Sequence } from "../model/sequence";
import { chainTree } from "../tree/chainTree";

/**
 * Prompt tokens for one pass. A larger chunk is faster and makes a cancelled request wait longer: 128 tokens take a 0.5 B
 * model on 2 cores about 0.6 s.
 */
export const DEFAULT_CHUNK_TOKENS = 128;

/**
 * Brings the rows of all prompt tokens but the last into the cache, chunk by chunk. The last token is the root of the first
 * draft tree. The rows of finished chunks stay when prefill is interrupted or fails, for the next request to use.
 *
 * The drafter sees the rows of the last `drafter.numPromptRows` of these tokens, as far as they were not in the cache.
 *
 * @param parts `sequence` has been given `prompt` to reuse; `chunkTokens` and `interruption` are asked before
 * each chunk; `onChunk` is told after each
 * @returns why prefill was interrupted; `undefined` if it was not
 */
export async function prefill<Interruption>(
  prompt: Int32Array,
  parts: {
    readonly model: LanguageModel;
    readonly sequence: Sequence;
    readonly drafter: Drafter;
    readonly chunkTokens: number;
    readonly interruption: () => Interruption | undefined;
    readonly onChunk: (numTokens: number) => void;
  },
): Promise<Interruption | undefined> {
  const { model, sequence, drafter } = parts;
  const end = prompt.length - 1;
  while (sequence.cachedLength < end) {
    const interruption = parts.interruption();
    if (interruption !== undefined) return interruption;
    const start = sequence.cachedLength;
    const chunk = prompt.slice(start, Math.min(end, start + parts.chunkTokens));
    const nodes = Int32Array.from(chunk, (_, node) => node);
    const rows = nodes.subarray(Math.max(0, end - drafter.numPromptRows - start));
    const output = await model.forward(chainTree(chunk), rows);
    if (rows.length > 0) drafter.observePrompt(output, rows);
    sequence.keep(output, nodes);
    parts.onChunk(chunk.length);
  }
  return undefined;
}
