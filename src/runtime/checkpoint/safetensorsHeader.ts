import { ForetypeError } from "../../core/errors";
import { isObject } from "../isObject";

/** Element types that weights may have. */
export type WeightType = "F16" | "BF16" | "F32";

/** Where a tensor lies in a safetensors file. */
export interface TensorEntry {
  readonly name: string;
  readonly type: WeightType;
  readonly shape: readonly number[];
  /** First byte and the byte behind the last one, counted from the file's start. */
  readonly begin: number;
  readonly end: number;
}

/** Bytes before the header: its length, as a 64-bit little-endian integer. */
export const lengthBytes = 8;

/** The format's own limit. */
const maxHeaderBytes = 100_000_000;

const bytesPerElement: Readonly<Record<WeightType, number>> = { F16: 2, BF16: 2, F32: 4 };

/**
 * Reads the header's length from a file's first 8 bytes.
 *
 * @throws model/corrupt if the header would not fit into the file
 * Source: the safetensors format, github.com/huggingface/safetensors, "Format".
 */
export function headerLength(firstBytes: Uint8Array, fileBytes: number, file: string): number {
  if (firstBytes.length < lengthBytes) throw corrupt(file, "is too short to hold weights");
  const view = new DataView(firstBytes.buffer, firstBytes.byteOffset, lengthBytes);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(maxHeaderBytes) || length > BigInt(fileBytes - lengthBytes)) {
    throw corrupt(file, `says that its header has ${String(length)} bytes, which cannot be`);
  }
  return Number(length);
}

/**
 * Reads and checks a header: types, shapes, and that the tensors fill the rest of the file without gap or overlap.
 *
 * @param header the bytes behind the length
 * @throws model/corrupt naming the file and the tensor
 */
export function parseHeader(
  header: Uint8Array,
  fileBytes: number,
  file: string,
): ReadonlyMap<string, TensorEntry> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(header));
  } catch (cause) {
    throw corrupt(file, "has a header that is not JSON", cause);
  }
  if (!isObject(json)) throw corrupt(file, "has a header that is not a JSON object");
  const dataStart = lengthBytes + header.length;
  const entries = Object.entries(json)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, value]) => readEntry(name, value, dataStart, file));
  checkLayout(entries, dataStart, fileBytes, file);
  return new Map(entries.map((entry) => [entry.name, entry]));
}

function readEntry(name: string, value: unknown, dataStart: number, file: string): TensorEntry {
  if (!isObject(value)) throw corrupt(file, `has no description of "${name}"`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (dtype !== "F16" && dtype !== "BF16" && dtype !== "F32") {
    throw corrupt(
      file,
      `holds "${name}" as ${dtype === undefined ? "nothing" : JSON.stringify(dtype)}; only F16, BF16 and F32 can be read`,
    );
  }
  if (!isSizeList(shape))
    throw corrupt(file, `gives "${name}" a shape that is not a list of sizes`);
  if (!isSizeList(offsets) || offsets.length !== 2) {
    throw corrupt(file, `gives "${name}" no place in the file`);
  }
  const [begin = 0, end = 0] = offsets;
  const numBytes = shape.reduce((product, size) => product * size, bytesPerElement[dtype]);
  if (end - begin !== numBytes) {
    throw corrupt(
      file,
      `gives "${name}" ${String(end - begin)} bytes where its shape [${shape.join(", ")}] needs ${String(numBytes)}`,
    );
  }
  return { name, type: dtype, shape, begin: dataStart + begin, end: dataStart + end };
}

function checkLayout(
  entries: readonly TensorEntry[],
  dataStart: number,
  fileBytes: number,
  file: string,
): void {
  let end = dataStart;
  for (const entry of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (entry.begin < end) throw corrupt(file, `stores "${entry.name}" over another tensor`);
    if (entry.begin > end) throw corrupt(file, `leaves a gap before "${entry.name}"`);
    end = entry.end;
  }
  if (end !== fileBytes) {
    throw corrupt(file, `has ${String(fileBytes)} bytes, its header describes ${String(end)}`);
  }
}

function isSizeList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function corrupt(file: string, problem: string, cause?: unknown): ForetypeError {
  return new ForetypeError("model/corrupt", `${file} ${problem}. Copy the file again.`, { cause });
}
