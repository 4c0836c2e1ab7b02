/** What can make a suggestion shorter, or no suggestion at all. */
export type FilterId =
  | "suffixDuplicate"
  | "nextLineDuplicate"
  | "brackets"
  | "quotes"
  | "repetition"
  | "indentation"
  | "blank"
  | "headerEcho"
  | "secret";

/** Where a suggestion would stand. */
export interface FilterPlace {
  readonly prefix: string;
  readonly suffix: string;
  /** With forward slashes. */
  readonly path: string;
  /** Columns of a tab; 4 if nobody knows. */
  readonly tabSize?: number;
  /** Whether the document is indented with spaces; not looked at if left out. */
  readonly insertSpaces?: boolean;
}

/** What a filter makes of a text: the same one, one from which something was taken, or none. */
export type Filtered =
  { readonly kind: "kept"; readonly text: string } | { readonly kind: "dropped" };

/** Looks at a finished text and at nothing else: the same text at the same place always fares the same. */
export interface Filter {
  readonly id: FilterId;
  /** What it is there for, in a sentence. */
  readonly description: string;
  apply(text: string, place: FilterPlace): Filtered;
}
