import { ForetypeError, invariant } from "../../core/errors";
import type { RowRange, TensorSource, TensorType } from "./tensorSource";

/** Several files of weights as one: each tensor is in one of them. */
export class TensorFiles implements TensorSource {
  readonly path: string;
  readonly #sources = new Map<string, TensorSource>();

  /**
   * @param path named in errors that concern all of them
   * @throws model/corrupt if two files hold a tensor of the same name
   */
  constructor(path: string, files: readonly TensorSource[]) {
    this.path = path;
    for (const file of files) {
      for (const name of file.names) {
        const other = this.#sources.get(name);
        if (other !== undefined) {
          throw new ForetypeError(
            "model/corrupt",
            `${file.path} holds "${name}", and so does ${other.path}. Copy the model again.`,
          );
        }
        this.#sources.set(name, file);
      }
    }
  }

  get names(): ReadonlySet<string> {
    return new Set(this.#sources.keys());
  }

  shapeOf(name: string): readonly number[] {
    return this.#sourceOf(name).shapeOf(name);
  }

  typeOf(name: string): TensorType {
    return this.#sourceOf(name).typeOf(name);
  }

  floats(name: string, rows?: RowRange): Promise<Float32Array<ArrayBuffer>> {
    return this.#sourceOf(name).floats(name, rows);
  }

  bytes(name: string, rows?: RowRange): Promise<Uint8Array<ArrayBuffer>> {
    return this.#sourceOf(name).bytes(name, rows);
  }

  #sourceOf(name: string): TensorSource {
    const source = this.#sources.get(name);
    invariant(source !== undefined, `${this.path} was not checked for "${name}"`);
    return source;
  }
}
