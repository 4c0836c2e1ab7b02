import type { TextChange } from "./documentEdit";

/** Whatever was put in right beside a text belongs to what it may have become. */
const margin = 50;

/** A stretch of a document that edits move, stretch and shrink. */
export class TrackedText {
  #start: number;
  #end: number;

  constructor(offset: number, length: number) {
    this.#start = offset;
    this.#end = offset + length;
  }

  /** It goes on, with what was put in right behind it. */
  extend(length: number): void {
    this.#end += length;
  }

  /** Follows a change. Who replaces a part of it has made it what stands there now. */
  follow({ offset, numRemoved, text }: TextChange): void {
    const more = text.length - numRemoved;
    const end = offset + numRemoved;
    if (this.#start === this.#end && end === this.#start && numRemoved === 0) {
      // It was taken away as a whole, and this may be what brings it back.
      this.#end += more;
    } else if (end <= this.#start) {
      this.#start += more;
      this.#end += more;
    } else if (offset < this.#end) {
      this.#start = Math.min(this.#start, offset);
      this.#end = Math.max(this.#end, end) + more;
    }
  }

  /** What stands there, and a little on both sides of it. */
  textIn(document: string): string {
    return document.slice(Math.max(0, this.#start - margin), Math.max(0, this.#end + margin));
  }
}
