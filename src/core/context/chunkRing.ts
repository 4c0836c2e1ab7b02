import type { ContextPiece } from "./contextPiece";
import { lineSetOf, similarity } from "./similarity";

/** A piece, and the document that it is from. */
export interface Chunk extends ContextPiece {
  /** Names the document. */
  readonly source: string;
}

interface Held {
  readonly chunk: Chunk;
  readonly lines: ReadonlySet<string>;
}

/** Fewer lines that say something are not worth a place. */
const leastLines = 3;

/** Two chunks that are more alike are the same one. */
const sameAt = 0.9;

/** Of two chunks of one document that are more alike, the older one is what the newer one was before it was changed. */
const staleAt = 0.5;

/** Chunks that wait; of more, the oldest go. */
const mostWaiting = 16;

/**
 * Text from elsewhere that the model is shown, in the order in which it came.
 *
 * The model's cache holds only as much of a prompt as has not changed from its beginning. So chunks are added at the end, and one at a
 * time, when the user rests: until then they wait. When there is no more room, the oldest half goes at once, not one for each that
 * comes: all behind a chunk that goes has to be read again. So each chunk is read about twice, however many come.
 *
 * Law: what is left of the chunks after any call is in the order in which it was before.
 *
 * Source: the ring of chunks of llama.cpp's editor plugins (llama.cpp pull request 9787), which drops one chunk for each that comes.
 */
export class ChunkRing {
  /** Most UTF-16 units of all chunks together. */
  readonly #mostUnits: () => number;
  #held: readonly Held[] = [];
  #waiting: readonly Held[] = [];

  /** @param mostUnits asked whenever something is added */
  constructor(mostUnits: () => number) {
    this.#mostUnits = mostUnits;
  }

  get chunks(): readonly Chunk[] {
    return this.#held.map(({ chunk }) => chunk);
  }

  /** Whether something waits for a place. */
  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Puts a chunk in line. Of no interest if it says too little, is too long, or is there already. */
  add(chunk: Chunk): void {
    const added = { chunk, lines: lineSetOf(chunk.text) };
    if (added.lines.size < leastLines || chunk.text.length > this.#mostUnits()) return;
    const isSame = (other: Held): boolean => similarity(other.lines, added.lines) > sameAt;
    // One that was read is left in its place rather than read again for a line that differs.
    if (this.#held.some(isSame)) return;
    const others = this.#waiting.filter((other) => !isSame(other) && !isStale(other, added));
    this.#waiting = [...others, added].slice(-mostWaiting);
  }

  /**
   * Gives the chunk that has waited longest its place, behind all others.
   *
   * @returns whether there was one
   */
  promote(): boolean {
    const [next, ...others] = this.#waiting;
    if (next === undefined) return false;
    this.#waiting = others;
    const mostUnits = this.#mostUnits();
    const fresh = this.#held.filter((other) => !isStale(other, next));
    const numUnits = next.chunk.text.length;
    const kept =
      unitsOf(fresh) + numUnits <= mostUnits ? fresh : newest(fresh, mostUnits / 2 - numUnits);
    this.#held = numUnits <= mostUnits ? [...kept, next] : kept;
    return true;
  }

  /** Nothing of a document is to be shown any more. */
  forget(source: string): void {
    const isOther = ({ chunk }: Held): boolean => chunk.source !== source;
    this.#held = this.#held.filter(isOther);
    this.#waiting = this.#waiting.filter(isOther);
  }

  clear(): void {
    this.#held = [];
    this.#waiting = [];
  }
}

function isStale(older: Held, newer: Held): boolean {
  return (
    older.chunk.source === newer.chunk.source && similarity(older.lines, newer.lines) > staleAt
  );
}

function unitsOf(held: readonly Held[]): number {
  return held.reduce((sum, { chunk }) => sum + chunk.text.length, 0);
}

/** The last ones that are not longer together than `mostUnits`. */
function newest(held: readonly Held[], mostUnits: number): readonly Held[] {
  let first = 0;
  while (first < held.length && unitsOf(held.slice(first)) > mostUnits) first++;
  return held.slice(first);
}
