import { ForetypeError } from "../core/errors";
import { isRecord } from "./messages";

/** Reads a value that came from another process, or throws engine/protocol naming the field that does not fit. */
export type Parser<Value> = (value: unknown) => Value;

/** Typed access to the fields of an object from another process. Every method throws engine/protocol on a misfit. */
export class Fields {
  readonly #what: string;
  readonly #record: Record<string, unknown>;

  /** @param what names the object in messages */
  constructor(value: unknown, what: string) {
    if (!isRecord(value)) throw new ForetypeError("engine/protocol", `${what} is not an object.`);
    this.#record = value;
    this.#what = what;
  }

  has(name: string): boolean {
    return this.#record[name] !== undefined;
  }

  any(name: string): unknown {
    return this.#record[name];
  }

  string(name: string): string {
    const value = this.#record[name];
    if (typeof value !== "string") throw this.#misfit(name, "text");
    return value;
  }

  boolean(name: string): boolean {
    const value = this.#record[name];
    if (typeof value !== "boolean") throw this.#misfit(name, "true or false");
    return value;
  }

  array<Value>(name: string, parse: Parser<Value>): readonly Value[] {
    const value = this.#record[name];
    if (!Array.isArray(value)) throw this.#misfit(name, "a list");
    return value.map(parse);
  }

  /** A list of texts. */
  strings(name: string): readonly string[] {
    return this.array(name, (value) => {
      if (typeof value !== "string") throw this.#misfit(name, "a list of texts");
      return value;
    });
  }

  /** A number at least `least`; infinite perhaps, never NaN. */
  number(name: string, least = Number.NEGATIVE_INFINITY): number {
    const value = this.#record[name];
    if (typeof value !== "number" || Number.isNaN(value) || value < least) {
      throw this.#misfit(
        name,
        least === Number.NEGATIVE_INFINITY ? "a number" : `a number from ${String(least)}`,
      );
    }
    return value;
  }

  integer(name: string, least: number): number {
    const value = this.number(name, least);
    if (!Number.isSafeInteger(value)) throw this.#misfit(name, `an integer from ${String(least)}`);
    return value;
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.#record[name];
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw this.#misfit(name, `one of ${choices.join(", ")}`);
    return choice;
  }

  #misfit(name: string, expected: string): ForetypeError {
    return new ForetypeError("engine/protocol", `${this.#what}: ${name} is not ${expected}.`);
  }
}

/**
 * All members of a union of words. The record has each as a key, so that the compiler refuses a table that misses one or has one too
 * many.
 */
export function keysOf<Key extends string>(table: Record<Key, 0>): readonly Key[] {
  return Object.keys(table) as Key[];
}
