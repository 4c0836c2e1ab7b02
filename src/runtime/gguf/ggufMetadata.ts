import { ForetypeError } from "../../core/errors";

/** A value of a GGUF file's metadata. Integers of 64 bits are big integers, all other numbers plain ones. */
export type MetadataValue = number | string | boolean | bigint | readonly MetadataValue[];

/** Sizes beyond this are a damaged file, not a model. */
const maxSize = 1 << 24;

/**
 * Reads values of a GGUF file's metadata by their keys. Every reader throws model/bad-config naming the file and the key
 * where a value is not what was asked for, or where it is missing and has no fallback.
 */
export class GgufMetadata {
  /** Named in errors. */
  readonly path: string;
  readonly #values: ReadonlyMap<string, MetadataValue>;

  constructor(values: ReadonlyMap<string, MetadataValue>, path: string) {
    this.#values = values;
    this.path = path;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** All keys with their values, in the file's order. */
  entries(): IterableIterator<[string, MetadataValue]> {
    return this.#values.entries();
  }

  string(key: string): string {
    const value = this.optionalString(key);
    if (value === undefined) throw this.bad(key, "is missing");
    return value;
  }

  optionalString(key: string): string | undefined {
    const value = this.#values.get(key);
    if (value !== undefined && typeof value !== "string") throw this.bad(key, "must be a text");
    return value;
  }

  /** A whole number from 1 to `most`, which is 2^24 if left out. */
  size(key: string, limits: { readonly fallback?: number; readonly most?: number } = {}): number {
    const most = limits.most ?? maxSize;
    const value = this.#values.get(key) ?? limits.fallback;
    // A big integer within the limit is exact as a plain number, one beyond it stays beyond it.
    const size = typeof value === "bigint" ? Number(value) : value;
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 1 || size > most) {
      throw this.bad(key, `must be a whole number from 1 to ${String(most)}`);
    }
    return size;
  }

  /** The same where a list gives one to each layer: all alike. */
  uniformSize(key: string): number {
    if (!isList(this.#values.get(key))) return this.size(key);
    const [first = 0, ...others] = new Set(this.numbers(key));
    if (others.length > 0)
      throw this.bad(key, "differs from layer to layer, which Foretype cannot run");
    return new GgufMetadata(new Map([[key, first]]), this.path).size(key);
  }

  /** A finite number. */
  number(key: string, fallback?: number): number {
    const value = asNumber(this.#values.get(key) ?? fallback);
    if (value === undefined) throw this.bad(key, "must be a finite number");
    return value;
  }

  /** A finite number above 0. */
  positive(key: string, fallback?: number): number {
    const value = this.number(key, fallback);
    if (value <= 0) throw this.bad(key, "must be above 0");
    return value;
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.#values.get(key) ?? fallback;
    if (typeof value !== "boolean") throw this.bad(key, "must be true or false");
    return value;
  }

  strings(key: string): readonly string[] {
    const value = this.#values.get(key);
    if (!Array.isArray(value) || !value.every((element) => typeof element === "string")) {
      throw this.bad(key, "must be a list of texts");
    }
    return value;
  }

  /** A list of finite numbers. */
  numbers(key: string): Float64Array {
    const value = this.#values.get(key);
    if (!isList(value)) throw this.bad(key, "must be a list of numbers");
    const numbers = new Float64Array(value.length);
    for (const [i, element] of value.entries()) {
      const number = asNumber(element);
      if (number === undefined) throw this.bad(key, "must be a list of finite numbers");
      numbers[i] = number;
    }
    return numbers;
  }

  /** The error for a value that a reader of the whole finds wrong; `problem` follows the key's name. */
  bad(key: string, problem: string): ForetypeError {
    return new ForetypeError(
      "model/bad-config",
      `${this.path}: the metadata "${key}" ${problem}. Get the file again, or another one of the model.`,
    );
  }
}

function isList(value: MetadataValue | undefined): value is readonly MetadataValue[] {
  return Array.isArray(value);
}

function asNumber(value: MetadataValue | undefined): number | undefined {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
