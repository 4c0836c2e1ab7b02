import { numShared } from "../tokens/numShared";
import type { SequenceCopy } from "./sequence";

/** A copy that is kept, and how much of a prompt it has. */
export interface StoredSequence {
  readonly key: string;
  readonly copy: SequenceCopy;
  /** Tokens from the prompt's beginning whose rows it has; never the prompt's last. */
  readonly numShared: number;
}

/**
 * Copies of sequences by key, as many as a number of bytes holds. What was used longest ago goes first. Every copy that is kept
 * fits: `numBytes <= maxBytes` holds after every call.
 */
export class SequenceStore {
  /** In the order of their use, the latest last. */
  readonly #copies = new Map<string, SequenceCopy>();
  #maxBytes: number;
  #numBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes of all rows that are kept. */
  get numBytes(): number {
    return this.#numBytes;
  }

  /** Keys of what is kept, the one to go first first. */
  get keys(): readonly string[] {
    return [...this.#copies.keys()];
  }

  /** Whether a copy of as many bytes would be kept. */
  fits(numBytes: number): boolean {
    return numBytes <= this.#maxBytes;
  }

  /** Changes how many bytes are kept. */
  limit(maxBytes: number): void {
    this.#maxBytes = maxBytes;
    this.#evict();
  }

  /** Keeps a copy, in place of an older one of the same key; one that does not fit is let go, and the older one with it. */
  put(key: string, copy: SequenceCopy): void {
    this.delete(key);
    this.#copies.set(key, copy);
    this.#numBytes += copy.numBytes;
    if (!this.fits(copy.numBytes)) this.delete(key);
    this.#evict();
  }

  delete(key: string): void {
    const copy = this.#copies.get(key);
    if (copy === undefined) return;
    this.#copies.delete(key);
    this.#numBytes -= copy.numBytes;
  }

  /** Counts as used now. */
  use(key: string): void {
    const copy = this.#copies.get(key);
    if (copy === undefined) return;
    this.#copies.delete(key);
    this.#copies.set(key, copy);
  }

  /** The copy that has most of a prompt, the latest of those alike; `undefined` if none has any of it. */
  best(prompt: Int32Array): StoredSequence | undefined {
    let best: StoredSequence | undefined;
    for (const [key, copy] of this.#copies) {
      // The last token is read in any case: its row says what comes.
      const num = Math.min(prompt.length - 1, numShared(prompt, copy.tokens));
      if (num > 0 && num >= (best?.numShared ?? 0)) best = { key, copy, numShared: num };
    }
    return best;
  }

  #evict(): void {
    for (const key of this.keys) {
      if (this.#numBytes <= this.#maxBytes) return;
      this.delete(key);
    }
  }
}
