import { emptyPrefixHash, extendPrefixHash } from "../../../src/core/alternatives/prefixHash";
import type { Noise } from "../../../src/core/sample/noise";

/**
 * Known-wrong noise for beams: keyed by how many tokens a prefix has and not by which. Fine for one text at a time; several
 * texts at once then share their draws at each place and are no longer independent.
 *
 * @param position of the first token that is drawn
 */
export function positionKeyedNoise(
  noise: Noise,
  options: { readonly position: number; readonly vocabSize: number; readonly maxTokens: number },
): Noise {
  const lengths = new Map<number, number>();
  const note = (hash: number, length: number): void => {
    lengths.set(hash, length);
    if (length === options.maxTokens) return;
    for (let token = 0; token < options.vocabSize; token++) {
      note(extendPrefixHash(hash, token), length + 1);
    }
  };
  note(emptyPrefixHash(options.position), 0);
  return { gumbel: (hash, token) => noise.gumbel(lengths.get(hash) ?? -1, token) };
}
