/** Decides how many prompt tokens go into the next pass of prefill. */
export interface ChunkSize {
  readonly numTokens: number;
  /** Told what the last pass took. */
  took(numTokens: number, ms: number): void;
}

/** Where nothing has been measured yet: a pass of 8 takes a 0.5 B model on 2 cores about 50 ms. */
const firstTokens = 8;

/**
 * Fewest tokens of a pass, however slow the model: a large one reads all its weights for one token as for four, so smaller
 * chunks would take several times as long in all.
 */
const fewestTokens = 4;

const mostTokens = 128;

/**
 * Chunks that take about as long as they may. The next one is the last one's size, scaled by how far its time was from that, and
 * at most doubled or halved, for a pass now and then takes longer for reasons of the machine's.
 */
export class TimedChunks implements ChunkSize {
  readonly #mostMs: number;
  #numTokens = firstTokens;

  constructor(mostMs: number) {
    this.#mostMs = mostMs;
  }

  get numTokens(): number {
    return this.#numTokens;
  }

  took(numTokens: number, ms: number): void {
    // The end of a prompt, or the end of what is new in it, says nothing about a whole chunk.
    if (numTokens < this.#numTokens && ms < this.#mostMs) return;
    const scale = Math.min(2, Math.max(0.5, this.#mostMs / ms));
    const next = Math.floor(numTokens * scale);
    this.#numTokens = Math.min(mostTokens, Math.max(fewestTokens, next));
  }
}
