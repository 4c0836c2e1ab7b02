import { ForetypeError } from "../../core/errors";

/** Sizes beyond this are a damaged file, not a model. */
const maxSize = 1 << 24;

/**
 * Reads fields of a `config.json`, or of an object in it. Every reader throws model/bad-config naming the file and the field.
 * A field that is `null` is a field that is left out, unless a reader says otherwise.
 */
export class ConfigFields {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #file: string;
  /** In front of a field's name in messages. */
  readonly #prefix: string;

  private constructor(object: object, file: string, prefix: string) {
    this.#fields = new Map(Object.entries(object));
    this.#file = file;
    this.#prefix = prefix;
  }

  /** @throws model/bad-config if the text is no JSON object */
  static parse(text: string, file: string): ConfigFields {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (cause) {
      throw new ForetypeError(
        "model/bad-config",
        `${file} is not valid JSON. Copy the file again.`,
        { cause },
      );
    }
    if (!isObject(json)) {
      throw new ForetypeError(
        "model/bad-config",
        `${file} must hold an object. Copy the file again.`,
      );
    }
    return new ConfigFields(json, file, "");
  }

  bad(field: string, problem: string): ForetypeError {
    return new ForetypeError("model/bad-config", this.#sentence(field, problem));
  }

  /** For what is well-formed and means something that Foretype cannot compute. */
  unsupported(field: string, problem: string): ForetypeError {
    return new ForetypeError("model/unsupported", this.#sentence(field, problem));
  }

  /** The field's value as the file has it: `undefined` if it is left out, `null` if the file says so. */
  raw(field: string): unknown {
    return this.#fields.get(field);
  }

  has(field: string): boolean {
    return (this.#fields.get(field) ?? null) !== null;
  }

  /** The fields of an object that the field holds; `undefined` if there is none. */
  nested(field: string): ConfigFields | undefined {
    const value = this.#fields.get(field) ?? undefined;
    if (value === undefined) return undefined;
    if (!isObject(value)) throw this.bad(field, "must be an object");
    return new ConfigFields(value, this.#file, `${this.#prefix}${field}.`);
  }

  names(): Iterable<string> {
    return this.#fields.keys();
  }

  /** @throws model/unsupported naming the field if its value is neither left out nor one of `accepted` */
  refuseUnless(field: string, accepted: readonly unknown[]): void {
    const value = this.#fields.get(field);
    if (value === undefined || accepted.includes(value)) return;
    throw this.unsupported(field, `is ${shown(value)}, which Foretype cannot run`);
  }

  size(field: string, limits: { readonly fallback?: number; readonly most?: number } = {}): number {
    const most = limits.most ?? maxSize;
    const value = this.#fields.get(field) ?? limits.fallback;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1 || value > most) {
      throw this.bad(field, `must be a whole number from 1 to ${String(most)}`);
    }
    return value;
  }

  positive(field: string, fallback?: number): number {
    const value = this.#fields.get(field) ?? fallback;
    if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
      throw this.bad(field, "must be a number above 0");
    }
    return value;
  }

  flag(field: string, fallback: boolean): boolean {
    const value = this.#fields.get(field) ?? fallback;
    if (typeof value !== "boolean") throw this.bad(field, "must be true or false");
    return value;
  }

  text(field: string): string | undefined {
    const value = this.#fields.get(field) ?? undefined;
    if (value !== undefined && typeof value !== "string") throw this.bad(field, "must be a name");
    return value;
  }

  /** A list of names; `undefined` if there is none. */
  texts(field: string): readonly string[] | undefined {
    const value = this.#fields.get(field) ?? undefined;
    if (value === undefined) return undefined;
    if (!Array.isArray(value) || !value.every((entry) => typeof entry === "string")) {
      throw this.bad(field, "must be a list of names");
    }
    return value;
  }

  #sentence(field: string, problem: string): string {
    return `${this.#file}: "${this.#prefix}${field}" ${problem}.`;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const longestShown = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}...`;
}
