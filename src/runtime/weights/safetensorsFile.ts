import { open, type FileHandle } from "node:fs/promises";
import { ForetypeError, invariant } from "../../core/errors";
import { bfloat16ToFloat32, float16ToFloat32 } from "./halfFloat";
import {
  headerLength,
  lengthBytes,
  parseHeader,
  type TensorEntry,
  type WeightType,
} from "./safetensorsHeader";

/** An open file of weights. Tensors are read one at a time, so that a big model is never in memory twice. */
export class SafetensorsFile {
  readonly path: string;
  readonly entries: ReadonlyMap<string, TensorEntry>;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, entries: ReadonlyMap<string, TensorEntry>) {
    this.path = path;
    this.#handle = handle;
    this.entries = entries;
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

  typeOf(name: string): WeightType {
    return this.#entry(name).type;
  }

  /** The bytes of a tensor as they lie in the file. */
  async bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const { begin, end } = this.#entry(name);
    return readBytes(this.#handle, this.path, begin, end - begin);
  }

  /**
   * A tensor's values, row by row.
   *
   * @throws model/corrupt if one of them is no finite number
   */
  async floats(name: string): Promise<Float32Array> {
    const { type } = this.#entry(name);
    const { buffer } = await this.bytes(name);
    const floats =
      type === "F32"
        ? new Float32Array(buffer)
        : type === "F16"
          ? float16ToFloat32(new Uint16Array(buffer))
          : bfloat16ToFloat32(new Uint16Array(buffer));
    if (!floats.every(Number.isFinite)) {
      throw new ForetypeError(
        "model/corrupt",
        `${this.path} holds a value in "${name}" that is no finite number. Copy the file again.`,
      );
    }
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
