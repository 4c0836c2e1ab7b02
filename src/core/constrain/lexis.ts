/** A kind of quote: what is written in it is no code. */
export interface Quote {
  readonly open: string;
  readonly close: string;
  /** Whether a backslash takes the next character its meaning. */
  readonly hasEscapes: boolean;
  /** Whether it may go on over a line's end. */
  readonly isMultiline: boolean;
  /** What begins code inside of it, up to the brace that closes it. */
  readonly interpolation?: string;
}

/** How a family of languages writes quotes and comments: as much as it takes to tell which brackets are code. */
export interface Lexis {
  readonly lineComment?: string;
  readonly hasBlockComments: boolean;
  /** In the order in which they are tried. */
  readonly quotes: readonly Quote[];
  /** A quote that ends with what its beginning says: the pattern finds the beginning, and its first group goes into `closeOf`. */
  readonly rawQuote?: { readonly open: RegExp; readonly closeOf: (group: string) => string };
  /** `'` begins a lifetime unless a single character stands between two. */
  readonly hasLifetimes?: boolean;
  /** `/` may begin a regular expression. */
  readonly hasRegex?: boolean;
}

const quote = (mark: string): Quote => ({
  open: mark,
  close: mark,
  hasEscapes: true,
  isMultiline: false,
});
const textBlock = (mark: string): Quote => ({ ...quote(mark), isMultiline: true });

const slashes = { lineComment: "//", hasBlockComments: true };
const quotes = [quote('"'), quote("'")];

const script: Lexis = {
  ...slashes,
  quotes: [{ ...textBlock("`"), interpolation: "${" }, ...quotes],
  hasRegex: true,
};
const c: Lexis = {
  ...slashes,
  quotes,
  rawQuote: { open: /R"([^()\\\s]{0,16})\(/y, closeOf: (delimiter) => `)${delimiter}"` },
};
const java: Lexis = { ...slashes, quotes: [textBlock('"""'), ...quotes] };
const go: Lexis = { ...slashes, quotes: [{ ...textBlock("`"), hasEscapes: false }, ...quotes] };
const rust: Lexis = {
  ...slashes,
  quotes: [textBlock('"')],
  rawQuote: { open: /r(#*)"/y, closeOf: (hashes) => `"${hashes}` },
  hasLifetimes: true,
};
const python: Lexis = {
  lineComment: "#",
  hasBlockComments: false,
  quotes: [textBlock('"""'), textBlock("'''"), ...quotes],
};
const json: Lexis = { ...slashes, quotes: [quote('"')] };

const families: readonly (readonly [Lexis, readonly string[]])[] = [
  [script, ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"]],
  [c, ["c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx"]],
  [java, ["java", "kt", "kts", "scala", "cs", "swift", "dart"]],
  [go, ["go"]],
  [rust, ["rs"]],
  [python, ["py", "pyi"]],
  [json, ["json", "jsonc"]],
];

const byExtension = new Map(
  families.flatMap(([lexis, extensions]) =>
    extensions.map((extension) => [extension, lexis] as const),
  ),
);

/** The lexis of a file by its name's extension; `undefined` for a language that is not known well enough. */
export function lexisOf(path: string): Lexis | undefined {
  return byExtension.get(extensionOf(path));
}

/** What follows the last dot of a path, in lower case. */
export function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}
