import type { LanguageModel } from "./languageModel";
import { Sequence } from "./sequence";
import { SequenceStore } from "./sequenceStore";

/** Shorter sequences are read again about as fast as they are copied. */
const fewestTokens = 32;

/**
 * The sequences of several documents over a model with one cache. When another document is entered, the rows of the one before are
 * put away, and come back when its prompt does, so that going back and forth between documents reads no prompt twice. Whatever is
 * put away is found by its tokens, so that texts with the same beginning share it, whichever document it was made for.
 *
 * Rows that came back are the rows that were put away: no output depends on what is kept.
 *
 * Example: `a` is entered and 900 tokens are read, then `b`, then `a` again with three tokens more. `reuse` finds 900 of 903.
 */
export class Sequences extends Sequence {
  readonly #model: LanguageModel;
  readonly #store: SequenceStore;
  /** Whose rows are in the cache. */
  #document = "";
  /** Whose prompt comes next. */
  #next = "";

  /** @param maxBytes of the rows that are put away; those in the cache are not counted */
  constructor(model: LanguageModel, maxBytes: number) {
    super(model);
    this.#model = model;
    this.#store = new SequenceStore(maxBytes);
  }

  /** The next prompt is one of this document. */
  enter(document: string): void {
    this.#next = document;
  }

  /** Changes how many bytes of rows may be put away. */
  limit(maxBytes: number): void {
    this.#store.limit(maxBytes);
  }

  override shared(prompt: Int32Array): number {
    return Math.max(super.shared(prompt), this.#store.best(prompt)?.numShared ?? 0);
  }

  override reuse(prompt: Int32Array): number {
    // Looked for first: it may be what has to make room.
    const best = this.#store.best(prompt);
    if (this.#next !== this.#document) {
      this.#putAway();
      this.#document = this.#next;
    }
    if (best !== undefined && best.numShared > super.shared(prompt)) {
      this.#store.use(best.key);
      this.restore(best.copy);
    }
    // What is put away of it will be what is in the cache when it is left.
    this.#store.delete(this.#document);
    return super.reuse(prompt);
  }

  #putAway(): void {
    const numBytes = this.cachedLength * (this.#model.rowCopies?.bytesPerRow ?? 0);
    if (this.cachedLength < fewestTokens || !this.#store.fits(numBytes)) return;
    const copy = this.copy();
    if (copy !== undefined) this.#store.put(this.#document, copy);
  }
}
