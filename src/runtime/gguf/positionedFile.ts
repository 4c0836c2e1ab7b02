import { open, type FileHandle } from "node:fs/promises";
import { ForetypeError } from "../../core/errors";
import { corruptGguf } from "./ggufErrors";

/** A file that is open for reading at any place. */
export class PositionedFile {
  /** Named in errors. */
  readonly path: string;
  /** Bytes, when it was opened. */
  readonly size: number;
  readonly #handle: FileHandle;

  private constructor(path: string, size: number, handle: FileHandle) {
    this.path = path;
    this.size = size;
    this.#handle = handle;
  }

  /** @throws model/missing naming the file */
  static async open(path: string): Promise<PositionedFile> {
    let handle: FileHandle;
    try {
      handle = await open(path, "r");
    } catch (cause) {
      throw new ForetypeError(
        "model/missing",
        `${path} cannot be read. Look whether the file is still there.`,
        { cause },
      );
    }
    try {
      const status = await handle.stat();
      if (!status.isFile()) {
        throw new ForetypeError("model/missing", `${path} is not a file. Name a file of a model.`);
      }
      return new PositionedFile(path, status.size, handle);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /**
   * Just these bytes.
   *
   * @throws model/corrupt if the file ends before them or the system cannot read it
   */
  async read(begin: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    // Before memory is asked for: the length may come from the file.
    if (begin + length > this.size) throw corruptGguf(this.path, "ends too early");
    const bytes = new Uint8Array(length);
    let numRead = 0;
    // One read may give less than it was asked for, at 2 GiB by the system's own limit.
    while (numRead < length) {
      const count = await this.#readInto(bytes, numRead, begin + numRead);
      if (count === 0) throw corruptGguf(this.path, "has become shorter while it was read");
      numRead += count;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #readInto(bytes: Uint8Array, offset: number, position: number): Promise<number> {
    try {
      const { bytesRead } = await this.#handle.read(bytes, offset, bytes.length - offset, position);
      return bytesRead;
    } catch (cause) {
      throw corruptGguf(this.path, "cannot be read to its end", cause);
    }
  }
}
