import { at } from "../../core/at";
import type { PositionedFile } from "../gguf/positionedFile";
import { corruptExport } from "./exportErrors";

/** A field of a protobuf message in a file. What it holds has not been read, unless it is a number. */
export interface ProtoField {
  readonly number: number;
  readonly kind: "varint" | "fixed" | "bytes";
  /** Of a varint; 64-bit numbers beyond 2^53 are not exact. */
  readonly value: number;
  /** Where the field's tag begins. */
  readonly tag: number;
  /** Where what it holds begins and ends. */
  readonly begin: number;
  readonly end: number;
}

const windowBytes = 1 << 18;

/** A tag and a length take no more. */
const mostHeaderBytes = 20;

/**
 * Walks over the fields of protobuf messages in a file without reading what they hold: a graph's file may have gigabytes of
 * weights between its nodes.
 *
 * Source: the wire format in the protocol buffers' own documentation, "Encoding".
 */
export class ProtoFile {
  readonly #file: PositionedFile;
  #window: Uint8Array = new Uint8Array(0);
  #windowBegin = 0;

  constructor(file: PositionedFile) {
    this.#file = file;
  }

  get path(): string {
    return this.#file.path;
  }

  get size(): number {
    return this.#file.size;
  }

  /** The bytes from `begin` to `end`, valid for as long as they are held. */
  async read(begin: number, end: number): Promise<Uint8Array> {
    const length = end - begin;
    return length > windowBytes
      ? this.#file.read(begin, length)
      : (this.#atHand(begin, length) ?? (await this.#fetch(begin, length)));
  }

  /**
   * The fields of the message that lies from `begin` to `end`.
   *
   * @throws model/corrupt if it is no message
   */
  async *fields(begin: number, end: number): AsyncGenerator<ProtoField> {
    for (let tag = begin; tag < end;) {
      const length = Math.min(mostHeaderBytes, end - tag);
      const header = this.#atHand(tag, length) ?? (await this.#fetch(tag, length));
      const field = fieldIn(header, tag);
      if (field === undefined || field.end > end) {
        throw corruptExport(this.path, "is damaged, or is no ONNX graph");
      }
      yield field;
      tag = field.end;
    }
  }

  /** The bytes if they have been read with those before them: most have, and waiting for each of a graph's nodes takes long. */
  #atHand(begin: number, length: number): Uint8Array | undefined {
    const offset = begin - this.#windowBegin;
    if (offset < 0 || offset + length > this.#window.length) return undefined;
    return this.#window.subarray(offset, offset + length);
  }

  async #fetch(begin: number, length: number): Promise<Uint8Array> {
    // Each window has memory of its own, so what was read of the one before stays as it is.
    this.#window = await this.#file.read(begin, Math.min(windowBytes, this.#file.size - begin));
    this.#windowBegin = begin;
    return this.#window.subarray(0, length);
  }
}

/**
 * The field whose tag is the first of `bytes`; `undefined` if there is none of a known kind.
 *
 * @param position of the first byte, which the field's places are counted from
 */
export function fieldIn(bytes: Uint8Array, position: number): ProtoField | undefined {
  const tag = varintIn(bytes, 0);
  if (tag === undefined || tag.value < 8 || tag.value > 0xffff_ffff) return undefined;
  const number = Math.floor(tag.value / 8);
  const begin = position + tag.length;
  const sized = (length: number): ProtoField => ({
    number,
    kind: "fixed",
    value: 0,
    tag: position,
    begin,
    end: begin + length,
  });
  switch (tag.value % 8) {
    case 0: {
      const varint = varintIn(bytes, tag.length);
      if (varint === undefined) return undefined;
      return { ...sized(varint.length), kind: "varint", value: varint.value };
    }
    case 1:
      return sized(8);
    case 2: {
      const length = varintIn(bytes, tag.length);
      if (length === undefined || !Number.isSafeInteger(length.value)) return undefined;
      const first = begin + length.length;
      return { ...sized(0), kind: "bytes", begin: first, end: first + length.value };
    }
    case 5:
      return sized(4);
    default:
      // Groups, which ONNX has none of.
      return undefined;
  }
}

function varintIn(
  bytes: Uint8Array,
  offset: number,
): { readonly value: number; readonly length: number } | undefined {
  let value = 0;
  for (let length = 0; length < 10 && offset + length < bytes.length; length++) {
    const byte = at(bytes, offset + length);
    value += (byte & 0x7f) * 2 ** (7 * length);
    if (byte < 0x80) return { value, length: length + 1 };
  }
  return undefined;
}
