import { ForetypeError } from "../core/errors";

/** Sizes beyond this are a damaged file, not a model. */
const maxSize = 1 << 24;

/** Reads fields of a `config.json`. Every reader throws model/bad-config naming the file and the field. */
export class ConfigFields {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #file: string;

  constructor(text: string, file: string) {
    this.#file = file;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (cause) {
      throw new ForetypeError(
        "model/bad-config",
        `${file} is not valid JSON. Copy the file again.`,
        {
          cause,
        },
      );
    }
    if (typeof json !== "object" || json === null || Array.isArray(json)) {
      throw new ForetypeError(
        "model/bad-config",
        `${file} must hold an object. Copy the file again.`,
      );
    }
    this.#fields = new Map(Object.entries(json));
  }

  bad(field: string, problem: string): ForetypeError {
    return new ForetypeError("model/bad-config", `${this.#file}: "${field}" ${problem}.`);
  }

  /** The first of a list of names, which must be a known one. */
  oneOf<Choice extends string>(field: string, known: readonly Choice[]): Choice {
    const value = this.#fields.get(field);
    const named: unknown = Array.isArray(value) ? value[0] : undefined;
    const choice = known.find((candidate) => candidate === named);
    if (choice === undefined) {
      throw this.bad(
        field,
        `names ${named === undefined ? "nothing" : JSON.stringify(named)}, which Foretype cannot run; it runs ${known.join(", ")}`,
      );
    }
    return choice;
  }

  /** For fields that would change the model's mathematics in a way that is not built here. */
  refuseUnless(field: string, accepted: readonly unknown[]): void {
    const value = this.#fields.get(field);
    if (!accepted.includes(value)) {
      throw this.bad(
        field,
        `is ${value === undefined ? "missing" : JSON.stringify(value)}, which Foretype cannot run`,
      );
    }
  }

  size(field: string, limits: { readonly fallback?: number; readonly most?: number } = {}): number {
    const most = limits.most ?? maxSize;
    const value = this.#fields.get(field) ?? limits.fallback;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1 || value > most) {
      throw this.bad(field, `must be a whole number from 1 to ${String(most)}`);
    }
    return value;
  }

  positive(field: string, fallback: number): number {
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
}
