import type { Quote } from "../constrain/lexis";

/** What is written at a cursor. A text that documents a part of a Python program counts as a comment. */
export type PlaceKind = "code" | "comment" | "string" | "prose";

/** What a cursor is in, and what ends it. */
export type CursorPlace =
  | { readonly kind: "code" | "prose" }
  /** A comment that ends with its line has the mark that begins it; any other has what closes it. */
  | { readonly kind: "comment"; readonly mark: string; readonly close?: never }
  | { readonly kind: "comment"; readonly close: string; readonly mark?: never }
  | { readonly kind: "string"; readonly quote: Quote };

/** The text before a cursor, and what tells its language. */
export interface PlaceText {
  readonly prefix: string;
  /** With forward slashes. */
  readonly path: string;
  /** As the editor names the language; asked where the path tells none. */
  readonly languageId?: string;
}
