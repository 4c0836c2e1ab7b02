import { at } from "../../core/at";
import type { RowRange, TensorSource, TensorType } from "./tensorSource";

/** A checkpoint of which one matrix has only some of its rows; all else is as it was. */
export class SelectedRows implements TensorSource {
  readonly path: string;
  readonly names: ReadonlySet<string>;
  readonly #tensors: TensorSource;
  readonly #name: string;
  readonly #rows: Int32Array;

  /** @param rows [K] of the matrix `name`, ascending */
  constructor(tensors: TensorSource, name: string, rows: Int32Array) {
    this.path = tensors.path;
    this.names = tensors.names;
    this.#tensors = tensors;
    this.#name = name;
    this.#rows = rows;
  }

  shapeOf(name: string): readonly number[] {
    const shape = this.#tensors.shapeOf(name);
    return name === this.#name ? [this.#rows.length, ...shape.slice(1)] : shape;
  }

  typeOf(name: string): TensorType {
    return this.#tensors.typeOf(name);
  }

  async floats(name: string, rows?: RowRange): Promise<Float32Array<ArrayBuffer>> {
    if (name !== this.#name) return this.#tensors.floats(name, rows);
    const parts: Float32Array[] = [];
    for (const run of this.#runs(rows)) parts.push(await this.#tensors.floats(name, run));
    const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
    parts.reduce((offset, part) => {
      all.set(part, offset);
      return offset + part.length;
    }, 0);
    return all;
  }

  async bytes(name: string, rows?: RowRange): Promise<Uint8Array<ArrayBuffer>> {
    if (name !== this.#name) return this.#tensors.bytes(name, rows);
    const parts: Uint8Array[] = [];
    for (const run of this.#runs(rows)) parts.push(await this.#tensors.bytes(name, run));
    return Uint8Array.from(Buffer.concat(parts));
  }

  /** Rows of the whole matrix that stand together and are wanted together. */
  *#runs({ first, count }: RowRange = { first: 0, count: this.#rows.length }): Generator<RowRange> {
    const wanted = this.#rows.subarray(first, first + count);
    for (let start = 0; start < wanted.length;) {
      let end = start + 1;
      while (end < wanted.length && wanted[end] === at(wanted, start) + end - start) end++;
      yield { first: at(wanted, start), count: end - start };
      start = end;
    }
  }
}
