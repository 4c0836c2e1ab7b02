import type { Switch } from "../core/shape/eagerness";
import type { Say } from "./say";

/** How one setting is read: what it may be, and what is used when it is something else. */
export interface SettingKind<T> {
  readonly fallback: T;
  /** What it must be, to end a sentence. */
  readonly expected: (say: Say) => string;
  /** `undefined` if `value` is not of this kind. */
  readonly parse: (value: unknown) => T | undefined;
}

/** A switch. */
export function flag(fallback: boolean): SettingKind<boolean> {
  return {
    fallback,
    expected: (say) => say("true or false"),
    parse: (value) => (typeof value === "boolean" ? value : undefined),
  };
}

/** Switches by name: on, off, or by hand only. */
export function switches(
  fallback: Readonly<Record<string, Switch>>,
): SettingKind<Readonly<Record<string, Switch>>> {
  return {
    fallback,
    expected: (say) => say("an object whose values are true, false or `manual`"),
    parse: (value) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
      const entries = Object.entries(value).filter(isSwitchEntry);
      return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
    },
  };
}

function isSwitchEntry(entry: [string, unknown]): entry is [string, Switch] {
  return typeof entry[1] === "boolean" || entry[1] === "manual";
}

/** One of a list of words. */
export function oneOf<T extends string>(words: readonly T[], fallback: T): SettingKind<T> {
  return {
    fallback,
    expected: (say) => say("one of {words}", { words: words.join(", ") }),
    parse: (value) => words.find((word) => word === value),
  };
}

/** Some of a list of words, or none. */
export function someOf<T extends string>(
  words: readonly T[],
  fallback: readonly T[],
): SettingKind<readonly T[]> {
  return {
    fallback,
    expected: (say) => say("a list of some of {words}", { words: words.join(", ") }),
    parse: (value) => {
      if (!Array.isArray(value)) return undefined;
      return value.every((entry) => words.some((word) => word === entry))
        ? words.filter((word) => value.includes(word))
        : undefined;
    },
  };
}

/** A number between two others, both included. */
export function numberBetween(least: number, most: number, fallback: number): SettingKind<number> {
  return {
    fallback,
    expected: (say) => say("a number from {least} to {most}", { least, most }),
    parse: (value) =>
      typeof value === "number" && value >= least && value <= most ? value : undefined,
  };
}

/** A whole number between two others, both included. */
export function wholeBetween(least: number, most: number, fallback: number): SettingKind<number> {
  return {
    fallback,
    expected: (say) => say("a whole number from {least} to {most}", { least, most }),
    parse: (value) =>
      Number.isInteger(value) ? numberBetween(least, most, fallback).parse(value) : undefined,
  };
}

/** Any text. */
export function text(fallback: string): SettingKind<string> {
  return {
    fallback,
    expected: (say) => say("a text"),
    parse: (value) => (typeof value === "string" ? value : undefined),
  };
}

/** Any text but an empty one. */
export function someText(fallback: string): SettingKind<string> {
  return {
    fallback,
    expected: (say) => say("a text that is not empty"),
    parse: (value) => (typeof value === "string" && value.trim() !== "" ? value.trim() : undefined),
  };
}

/** A list of texts. */
export function texts(fallback: readonly string[]): SettingKind<readonly string[]> {
  return {
    fallback,
    expected: (say) => say("a list of texts"),
    parse: (value) => (Array.isArray(value) && value.every(isText) ? value : undefined),
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
