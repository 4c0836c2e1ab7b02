import { Buffer } from "node:buffer";
import { corruptGguf, unsupportedGguf } from "./ggufErrors";
import type { PositionedFile } from "./positionedFile";

/** Bytes that are fetched at once. */
const windowBytes = 1 << 20;

/** The largest headers of published models, with 260,000 tokens, have about 16 MB. */
const maxHeaderBytes = 1 << 26;

/**
 * Reads a header from its beginning to its end. Bytes are asked for with `need` and then taken; no length that the file names is
 * believed before the bytes are there.
 */
export class GgufCursor {
  readonly #file: PositionedFile;
  #window = Buffer.alloc(0);
  #view = new DataView(new ArrayBuffer(0));
  /** Place of the window in the file, and of the cursor in the window. */
  #begin = 0;
  #offset = 0;

  constructor(file: PositionedFile) {
    this.#file = file;
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.#begin + this.#offset;
  }

  /** Bytes that can be taken without `need`. */
  get available(): number {
    return this.#window.length - this.#offset;
  }

  /**
   * Makes the next `count` bytes available.
   *
   * @throws model/corrupt if the file ends before them, model/unsupported if no header is as long
   */
  async need(count: number): Promise<void> {
    if (count <= this.available) return;
    const { path, size } = this.#file;
    const begin = this.position;
    if (begin + count > size) throw corruptGguf(path, "ends within its header");
    if (begin + count > maxHeaderBytes) {
      throw unsupportedGguf(
        path,
        `has a header of more than ${String(maxHeaderBytes >> 20)} MiB, which no model needs`,
      );
    }
    const bytes = await this.#file.read(
      begin,
      Math.min(Math.max(count, windowBytes), size - begin),
    );
    this.#window = Buffer.from(bytes.buffer);
    this.#view = new DataView(bytes.buffer);
    this.#begin = begin;
    this.#offset = 0;
  }

  /** The place of the next `count` bytes in the window, which have been asked for; takes them. */
  #take(count: number): number {
    const offset = this.#offset;
    this.#offset += count;
    return offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  i8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  i16(): number {
    return this.#view.getInt16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  f32(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  f64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  i64(): bigint {
    return this.#view.getBigInt64(this.#take(8), true);
  }

  /** An integer of 64 bits as a number: exact up to 2^53, rounded beyond. */
  size(): number {
    const offset = this.#take(8);
    return this.#view.getUint32(offset, true) + this.#view.getUint32(offset + 4, true) * 2 ** 32;
  }

  /** The text that comes next, its length before it, if all of it is available: waiting for each of a vocabulary takes long. */
  textAtHand(): string | undefined {
    if (this.available < 8) return undefined;
    const begin = this.#offset;
    const length = this.size();
    if (length > this.available) {
      this.#offset = begin;
      return undefined;
    }
    return this.#text(length);
  }

  /** The text that comes next, its length before it. It needs no `need`. */
  async text(): Promise<string> {
    const text = this.textAtHand();
    if (text !== undefined) return text;
    await this.need(8);
    const length = this.size();
    await this.need(length);
    return this.#text(length);
  }

  #text(length: number): string {
    const offset = this.#take(length);
    return this.#window.toString("utf8", offset, offset + length);
  }
}
