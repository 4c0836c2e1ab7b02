import { ForetypeError } from "../core/errors";

/**
 * Reads fields of one JSON object and says, when one is not as it should be, which file and which field that was.
 * Every reader throws model/corrupt.
 */
export class JsonFields {
  readonly #object: ReadonlyMap<string, unknown>;
  readonly #file: string;
  readonly #path: string;

  private constructor(object: ReadonlyMap<string, unknown>, file: string, path: string) {
    this.#object = object;
    this.#file = file;
    this.#path = path;
  }

  /** @param path of the object inside the file, such as `models[0]`; empty for the whole file */
  static of(value: unknown, file: string, path: string): JsonFields {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      const where = path === "" ? file : `${file}: "${path}"`;
      throw new ForetypeError(
        "model/corrupt",
        `${where} must be an object. Restore the file from the release.`,
      );
    }
    return new JsonFields(new Map(Object.entries(value)), file, path);
  }

  /** The error to throw for a field of this object. */
  bad(field: string, problem: string): ForetypeError {
    return new ForetypeError(
      "model/corrupt",
      `${this.#file}: "${this.#pathOf(field)}" ${problem}. Restore the file from the release.`,
    );
  }

  has(field: string): boolean {
    return this.#object.has(field);
  }

  string(field: string): string {
    const value = this.#object.get(field);
    if (typeof value !== "string" || value === "")
      throw this.bad(field, "must be a text that is not empty");
    return value;
  }

  matching(field: string, pattern: RegExp, problem: string): string {
    const value = this.string(field);
    if (!pattern.test(value)) throw this.bad(field, problem);
    return value;
  }

  oneOf<Choice extends string>(field: string, choices: readonly Choice[]): Choice {
    const value = this.string(field);
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw this.bad(field, `must be one of: ${choices.join(", ")}`);
    return choice;
  }

  positiveInteger(field: string): number {
    const value = this.#object.get(field);
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value <= 0) {
      throw this.bad(field, "must be a whole number above 0");
    }
    return value;
  }

  strings(field: string): readonly string[] {
    return this.#array(field).map((value, index) => {
      if (typeof value !== "string" || value === "") {
        throw this.bad(`${field}[${String(index)}]`, "must be a text that is not empty");
      }
      return value;
    });
  }

  object(field: string): JsonFields {
    return JsonFields.of(this.#object.get(field), this.#file, this.#pathOf(field));
  }

  objects(field: string): readonly JsonFields[] {
    return this.#array(field).map((value, index) =>
      JsonFields.of(value, this.#file, this.#pathOf(`${field}[${String(index)}]`)),
    );
  }

  #array(field: string): readonly unknown[] {
    const value = this.#object.get(field);
    if (!Array.isArray(value) || value.length === 0)
      throw this.bad(field, "must be a list that is not empty");
    return value;
  }

  #pathOf(field: string): string {
    return this.#path === "" ? field : `${this.#path}.${field}`;
  }
}
