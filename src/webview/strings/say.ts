import { html } from "../dom/html";
import type { Strings } from "./english";

/** The name of a text. */
export type StringId = keyof Strings;

/** The name of a text that differs between one and several, without its ending. */
export type PluralId = StemOf<StringId>;

/** What stands in the places of a text. */
export type Values = Readonly<Record<string, string | number>>;

/** What is not there is shown by its name, so that a table that lacks a row breaks nothing. */
let strings: Partial<Strings> = {};

/** Sets the texts of all that is drawn from now on. They come with the page, in the editor's language. */
export function setStrings(table: Partial<Strings>): void {
  strings = table;
}

/** A text as plain words: for labels of readers, and where nothing can be emphasised. */
export function say(id: StringId, values: Values = {}): string {
  return partsOf(id, values)
    .map((part) => part.text)
    .join("");
}

/** A text as nodes, with its emphasis and code. Values are inserted as text, whatever they hold. */
export function show(id: StringId, values: Values = {}): Node[] {
  return partsOf(id, values).map(({ text, kind }) => {
    if (kind === "text") return document.createTextNode(text);
    // Code may be of any direction, and must not turn the sentence around it.
    return kind === "strong" ? html("b", {}, text) : html("bdi", { class: "code" }, text);
  });
}

/** The row of a text that fits a number. */
export function plural(stem: PluralId, n: number): StringId {
  return `${stem}.${new Intl.PluralRules(language()).select(n) === "one" ? "one" : "other"}`;
}

/** The editor's language, for plurals, numbers and the clock. */
export function language(): string {
  return document.documentElement.lang || "en";
}

/** `drafter.other` is no plural: there is no `drafter.one`. */
type StemOf<Id> = Id extends `${infer Stem}.one` ? Stem : never;

interface Part {
  readonly text: string;
  readonly kind: "text" | "strong" | "code";
}

function partsOf(id: StringId, values: Values): Part[] {
  const parts: Part[] = [];
  let kind: Part["kind"] = "text";
  for (const piece of (strings[id] ?? id).split(/(\*\*|`|\{\w+\})/)) {
    if (piece === "**") kind = kind === "strong" ? "text" : "strong";
    else if (piece === "`") kind = kind === "code" ? "text" : "code";
    else if (piece !== "") parts.push({ text: valueOf(piece, values), kind });
  }
  return parts;
}

function valueOf(piece: string, values: Values): string {
  const name = /^\{(\w+)\}$/.exec(piece)?.[1];
  if (name === undefined) return piece;
  return String(values[name] ?? piece);
}
