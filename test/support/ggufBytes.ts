import { open } from "node:fs/promises";
import { ggmlFormats } from "../../src/runtime/ggml/ggmlFormats";
import type { TensorType } from "../../src/runtime/checkpoint/tensorSource";

/** Numbers of the value types in a file. */
const valueTypes = {
  u8: 0,
  i8: 1,
  u16: 2,
  i16: 3,
  u32: 4,
  i32: 5,
  f32: 6,
  bool: 7,
  string: 8,
  array: 9,
  u64: 10,
  i64: 11,
  f64: 12,
} as const;
type ValueType = keyof typeof valueTypes;

const tensorTypes: Readonly<Record<TensorType, number>> = {
  F32: 0,
  F16: 1,
  Q4_0: 2,
  Q4_1: 3,
  Q5_0: 6,
  Q5_1: 7,
  Q8_0: 8,
  Q2_K: 10,
  Q3_K: 11,
  Q4_K: 12,
  Q5_K: 13,
  Q6_K: 14,
  IQ4_NL: 20,
  IQ4_XS: 23,
  BF16: 30,
};

/** A value with the number of its type, as its bytes. */
export interface GgufValue {
  readonly type: number;
  readonly bytes: Uint8Array;
}

export interface GgufTensor {
  readonly name: string;
  /** A number for types that there are not. */
  readonly type: TensorType | number;
  /** Outputs before inputs, as everywhere here; the file has them the other way round. */
  readonly shape: readonly (number | bigint)[];
  /** A hole of zeros if left out. */
  readonly bytes?: Uint8Array;
  /** Where it lies behind the header's end, to say what is not so. */
  readonly offset?: number | bigint;
}

/** What to write. The optional fields say what is not so; left out, the file is whole. */
export interface GgufContents {
  readonly metadata: Iterable<readonly [key: string, value: GgufValue]>;
  readonly tensors: readonly GgufTensor[];
  readonly magic?: string;
  readonly version?: number;
  readonly numValues?: number | bigint;
  readonly numTensors?: number | bigint;
  readonly alignment?: number;
}

/** A value of a plain type. */
export function scalar(
  type: Exclude<ValueType, "string" | "array">,
  value: number | bigint | boolean,
): GgufValue {
  const writer = new ByteWriter();
  writer.scalar(type, value);
  return { type: valueTypes[type], bytes: writer.bytes() };
}

export function u32(value: number): GgufValue {
  return scalar("u32", value);
}

export function f32(value: number): GgufValue {
  return scalar("f32", value);
}

export function bool(value: boolean): GgufValue {
  return scalar("bool", value);
}

export function text(value: string | Uint8Array): GgufValue {
  const writer = new ByteWriter();
  writer.string(value);
  return { type: valueTypes.string, bytes: writer.bytes() };
}

/** A list. `length` says how long it claims to be. */
export function list(
  type: ValueType,
  values: readonly (number | bigint | boolean | string | Uint8Array | GgufValue)[],
  length: number | bigint = values.length,
): GgufValue {
  const writer = new ByteWriter();
  writer.scalar("u32", valueTypes[type]);
  writer.scalar("u64", length);
  for (const value of values) {
    if (type === "string" && (typeof value === "string" || value instanceof Uint8Array)) {
      writer.string(value);
    } else if (type === "array" && typeof value === "object" && "bytes" in value) {
      writer.raw(value.bytes);
    } else if (type !== "string" && type !== "array" && typeof value !== "object") {
      writer.scalar(type, typeof value === "string" ? Number(value) : value);
    } else {
      throw new Error(`a list of ${type} cannot hold such a value`);
    }
  }
  return { type: valueTypes.array, bytes: writer.bytes() };
}

export function texts(values: readonly (string | Uint8Array)[]): GgufValue {
  return list("string", values);
}

/** Bytes of a tensor of a shape, outputs before inputs. */
export function tensorBytes(type: TensorType, shape: readonly (number | bigint)[]): number {
  const { blockSize, blockBytes } = ggmlFormats[type];
  const numWeights = shape.reduce<number>((product, size) => product * Number(size), 1);
  return (numWeights / blockSize) * blockBytes;
}

/** A file's header, and where its tensors lie in the file: each behind the one before, or where it says itself. */
export function ggufHeader(contents: GgufContents): {
  readonly header: Uint8Array<ArrayBuffer>;
  readonly begins: readonly number[];
  readonly fileBytes: number;
} {
  const { alignment = 32, tensors } = contents;
  const metadata = [...contents.metadata];
  const writer = new ByteWriter();
  writer.raw(new TextEncoder().encode(contents.magic ?? "GGUF"));
  writer.scalar("u32", contents.version ?? 3);
  writer.scalar("u64", contents.numTensors ?? tensors.length);
  writer.scalar("u64", contents.numValues ?? metadata.length);
  for (const [key, value] of metadata) {
    writer.string(key);
    writer.scalar("u32", value.type);
    writer.raw(value.bytes);
  }
  let end = 0;
  const offsets = tensors.map((tensor) => {
    const begin = Math.ceil(end / alignment) * alignment;
    const numBytes =
      tensor.bytes?.length ??
      (typeof tensor.type === "number" ? 0 : tensorBytes(tensor.type, tensor.shape));
    end = begin + numBytes;
    return begin;
  });
  for (const [i, tensor] of tensors.entries()) {
    writer.string(tensor.name);
    writer.scalar("u32", tensor.shape.length);
    for (const size of tensor.shape.toReversed()) writer.scalar("u64", size);
    writer.scalar("u32", typeof tensor.type === "number" ? tensor.type : tensorTypes[tensor.type]);
    writer.scalar("u64", tensor.offset ?? offsets[i] ?? 0);
  }
  writer.padTo(alignment);
  const header = writer.bytes();
  return {
    header,
    begins: offsets.map((offset) => header.length + offset),
    fileBytes: header.length + end,
  };
}

/** A whole file. */
export function ggufBytes(contents: GgufContents): Uint8Array<ArrayBuffer> {
  const { header, begins, fileBytes } = ggufHeader(contents);
  const bytes = new Uint8Array(fileBytes);
  bytes.set(header);
  for (const [i, tensor] of contents.tensors.entries()) {
    if (tensor.bytes !== undefined) bytes.set(tensor.bytes, begins[i]);
  }
  return bytes;
}

/** Writes a file whose tensors without bytes are holes: large models cost no space on disk. */
export async function writeGguf(path: string, contents: GgufContents): Promise<void> {
  const { header, begins, fileBytes } = ggufHeader(contents);
  const handle = await open(path, "w");
  try {
    await handle.truncate(fileBytes);
    await handle.write(header, 0, header.length, 0);
    for (const [i, { bytes }] of contents.tensors.entries()) {
      if (bytes !== undefined) await handle.write(bytes, 0, bytes.length, begins[i]);
    }
  } finally {
    await handle.close();
  }
}

class ByteWriter {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  raw(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  string(value: string | Uint8Array): void {
    const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
    this.scalar("u64", bytes.length);
    this.raw(bytes);
  }

  scalar(type: Exclude<ValueType, "string" | "array">, value: number | bigint | boolean): void {
    const view = new DataView(new ArrayBuffer(8));
    this.raw(new Uint8Array(view.buffer, 0, setScalar(view, type, value)));
  }

  padTo(alignment: number): void {
    const rest = this.#length % alignment;
    if (rest > 0) this.raw(new Uint8Array(alignment - rest));
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const part of this.#parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    return bytes;
  }
}

/** Writes a value and returns its length. */
function setScalar(
  view: DataView,
  type: Exclude<ValueType, "string" | "array">,
  value: number | bigint | boolean,
): number {
  switch (type) {
    case "u8":
      view.setUint8(0, Number(value));
      return 1;
    case "i8":
      view.setInt8(0, Number(value));
      return 1;
    case "bool":
      view.setUint8(0, Number(value));
      return 1;
    case "u16":
      view.setUint16(0, Number(value), true);
      return 2;
    case "i16":
      view.setInt16(0, Number(value), true);
      return 2;
    case "u32":
      view.setUint32(0, Number(value), true);
      return 4;
    case "i32":
      view.setInt32(0, Number(value), true);
      return 4;
    case "f32":
      view.setFloat32(0, Number(value), true);
      return 4;
    case "u64":
      view.setBigUint64(0, BigInt(value), true);
      return 8;
    case "i64":
      view.setBigInt64(0, BigInt(value), true);
      return 8;
    case "f64":
      view.setFloat64(0, Number(value), true);
      return 8;
    default:
      return type satisfies never;
  }
}
