import type { ChunkSize } from "../../src/core/decode/chunkSize";

/** Chunks of one size, whatever they take. */
export function fixedChunks(numTokens: number): ChunkSize {
  return { numTokens, took: () => undefined };
}
