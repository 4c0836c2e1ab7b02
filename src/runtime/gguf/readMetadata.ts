import { quoted } from "../../core/quoted";
import type { GgufCursor } from "./ggufCursor";
import { corruptGguf, unsupportedGguf } from "./ggufErrors";
import type { MetadataValue } from "./ggufMetadata";

/** Values of one kind that have a fixed length: how many bytes, and how to take one. */
interface ScalarType {
  readonly bytes: number;
  readonly take: (cursor: GgufCursor) => number | bigint | boolean;
}

/** By the number of their type. */
const scalarTypes: Readonly<Record<number, ScalarType>> = {
  0: { bytes: 1, take: (cursor) => cursor.u8() },
  1: { bytes: 1, take: (cursor) => cursor.i8() },
  2: { bytes: 2, take: (cursor) => cursor.u16() },
  3: { bytes: 2, take: (cursor) => cursor.i16() },
  4: { bytes: 4, take: (cursor) => cursor.u32() },
  5: { bytes: 4, take: (cursor) => cursor.i32() },
  6: { bytes: 4, take: (cursor) => cursor.f32() },
  7: { bytes: 1, take: (cursor) => cursor.u8() !== 0 },
  10: { bytes: 8, take: (cursor) => cursor.u64() },
  11: { bytes: 8, take: (cursor) => cursor.i64() },
  12: { bytes: 8, take: (cursor) => cursor.f64() },
};
const textType = 8;
const listType = 9;

/** Beyond what any file holds; each takes memory. */
const maxValues = 1 << 16;
/** Of all lists together: a vocabulary of 260,000 tokens has 800,000. */
const maxElements = 1 << 22;

/**
 * Reads the pairs of keys and values behind a header's counts.
 *
 * @throws model/corrupt or model/unsupported naming the file and the key
 */
export async function readMetadata(
  cursor: GgufCursor,
  numValues: number,
  path: string,
): Promise<ReadonlyMap<string, MetadataValue>> {
  if (numValues > maxValues) {
    throw corruptGguf(path, `says that its metadata has ${String(numValues)} values`);
  }
  const reader = new ValueReader(cursor, path);
  const values = new Map<string, MetadataValue>();
  for (let i = 0; i < numValues; i++) {
    const key = await cursor.text();
    if (values.has(key)) throw corruptGguf(path, `holds the metadata ${quoted(key)} twice`);
    values.set(key, await reader.read(key));
  }
  return values;
}

class ValueReader {
  readonly #cursor: GgufCursor;
  readonly #path: string;
  #numElements = 0;

  constructor(cursor: GgufCursor, path: string) {
    this.#cursor = cursor;
    this.#path = path;
  }

  /** Reads the number of a type and a value of it. */
  async read(key: string): Promise<MetadataValue> {
    await this.#cursor.need(4);
    const type = this.#cursor.u32();
    if (type === textType) return this.#cursor.text();
    if (type === listType) return this.#readList(key);
    const scalar = this.#scalarType(type, key);
    await this.#cursor.need(scalar.bytes);
    return scalar.take(this.#cursor);
  }

  async #readList(key: string): Promise<MetadataValue> {
    const cursor = this.#cursor;
    await cursor.need(12);
    const type = cursor.u32();
    const length = cursor.size();
    this.#numElements += length;
    if (this.#numElements > maxElements) {
      throw corruptGguf(
        this.#path,
        `says that its metadata ${quoted(key)} has ${String(length)} elements`,
      );
    }
    if (type === textType) {
      const texts: string[] = [];
      for (let i = 0; i < length; i++) {
        texts.push(cursor.textAtHand() ?? (await cursor.text()));
      }
      return texts;
    }
    if (type === listType) {
      throw unsupportedGguf(this.#path, `nests lists in its metadata ${quoted(key)}`);
    }
    const scalar = this.#scalarType(type, key);
    await cursor.need(length * scalar.bytes);
    return Array.from({ length }, () => scalar.take(cursor));
  }

  #scalarType(type: number, key: string): ScalarType {
    const scalar = scalarTypes[type];
    if (scalar === undefined) {
      throw corruptGguf(
        this.#path,
        `gives its metadata ${quoted(key)} the type ${String(type)}, which there is not`,
      );
    }
    return scalar;
  }
}
