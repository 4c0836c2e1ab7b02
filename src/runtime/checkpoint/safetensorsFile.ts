import { open, type FileHandle } from "node:fs/promises";
import { ForetypeError, invariant } from "../../core/errors";
import { checkFinite } from "./checkFinite";
import { bfloat16ToFloat32, float16ToFloat32 } from "./halfFloat";
import {
  headerLength,
  lengthBytes,
  parseHeader,
  type TensorEntry,
  type WeightType,
} from "./safetensorsHeader";
import type { RowRange, TensorSource } from "./tensorSource";

/** An open file of weights. */
export class SafetensorsFile implements TensorSource {
  readonly path: string;
  readonly entries: ReadonlyMap<string, TensorEntry>;
  readonly #handle: FileHandle;
  readonly #names: ReadonlySet<string>;

  get names(): ReadonlySet<string> {
    return this.#names;
  }

  private constructor(path: string, handle: FileHandle, entries: ReadonlyMap<string, TensorEntry>) {
    this.path = path;
    this.#handle = handle;
    this.entries = entries;
    this.#names = new Set(entries.keys());
  }

  /** @throws model/missing or model/corrupt naming the file */
  static async open(path: string): Promise<SafetensorsFile> {
    let handle: FileHandle;
    try {
      handle = await open(path, "r");
    } catch (cause) {
      throw new ForetypeError("model/missing", `${path} cannot be read. Install the model again.`, {
        cause,
      });
    }
    try {
      const { size } = await handle.stat();
      const first = await readBytes(handle, path, 0, Math.min(size, lengthBytes));
      const header = await readBytes(handle, path, lengthBytes, headerLength(first, size, path));
      return new SafetensorsFile(path, handle, parseHeader(header, size, path));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  shapeOf(name: string): readonly number[] {
    return this.#entry(name).shape;
  }

  typeOf(name: string): WeightType {
    return this.#entry(name).type;
  }

  async bytes(name: string, rows?: RowRange): Promise<Uint8Array<ArrayBuffer>> {
    const { begin, end, shape } = this.#entry(name);
    if (rows === undefined) return readBytes(this.#handle, this.path, begin, end - begin);
    const rowBytes = shape.length < 2 ? end - begin : (end - begin) / (shape[0] ?? 1);
    invariant(
      rows.first >= 0 && begin + (rows.first + rows.count) * rowBytes <= end,
      `"${name}" has no rows from ${String(rows.first)} to ${String(rows.first + rows.count)}`,
    );
    return readBytes(this.#handle, this.path, begin + rows.first * rowBytes, rows.count * rowBytes);
  }

  async floats(name: string, rows?: RowRange): Promise<Float32Array<ArrayBuffer>> {
    const { type } = this.#entry(name);
    const { buffer } = await this.bytes(name, rows);
    const floats =
      type === "F32"
        ? new Float32Array(buffer)
        : type === "F16"
          ? float16ToFloat32(new Uint16Array(buffer))
          : bfloat16ToFloat32(new Uint16Array(buffer));
    checkFinite(floats, this.path, name);
    return floats;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #entry(name: string): TensorEntry {
    const entry = this.entries.get(name);
    invariant(entry !== undefined, `${this.path} was not checked for "${name}"`);
    return entry;
  }
}

async function readBytes(
  handle: FileHandle,
  path: string,
  begin: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let numRead = 0;
  // One read may give less than it was asked for, at 2 GiB by the system's own limit.
  while (numRead < length) {
    const { bytesRead } = await handle.read(bytes, numRead, length - numRead, begin + numRead);
    if (bytesRead === 0) {
      throw new ForetypeError("model/corrupt", `${path} ends too early. Copy the file again.`);
    }
    numRead += bytesRead;
  }
  return bytes;
}
