/** Bytes that grow at their end. */
export class ByteList {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** A list of the same bytes that grows on its own. */
  copy(): ByteList {
    const copy = new ByteList();
    copy.append(this.from(0));
    return copy;
  }

  append(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length = length;
  }

  /** The bytes from `start` on, not copied: valid until the next `append`. */
  from(start: number): Uint8Array {
    return this.#bytes.subarray(Math.min(start, this.#length), this.#length);
  }
}
