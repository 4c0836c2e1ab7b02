import type { Lexis } from "../constrain/lexis";

/**
 * Languages of which no more is known than how comments and short quotes look: enough for the cursor's line, and too little for a
 * whole file, where one misread quote would turn all that follows.
 */
const quote = (mark: string): Lexis["quotes"][number] => ({
  open: mark,
  close: mark,
  hasEscapes: true,
  isMultiline: false,
});
const quotes = [quote('"'), quote("'")];

const hash: Lexis = { lineComment: "#", hasBlockComments: false, quotes };
const dashes: Lexis = { lineComment: "--", hasBlockComments: false, quotes };
const semicolon: Lexis = { lineComment: ";", hasBlockComments: false, quotes: [quote('"')] };
const percent: Lexis = { lineComment: "%", hasBlockComments: false, quotes: [quote('"')] };
const slashes: Lexis = { lineComment: "//", hasBlockComments: true, quotes };
const blocksOnly: Lexis = { hasBlockComments: true, quotes };

/** By the ends of files' names, and by those language identifiers that are no such ends. */
const families: readonly (readonly [Lexis, readonly string[]])[] = [
  [hash, ["rb", "ruby", "sh", "bash", "zsh", "fish", "shellscript", "yaml", "yml", "toml"]],
  [hash, ["pl", "perl", "r", "jl", "julia", "ex", "exs", "elixir", "cmake", "makefile", "mk"]],
  [hash, ["dockerfile", "ps1", "powershell", "nix", "graphql", "gql", "nim", "cr", "conf"]],
  [dashes, ["lua", "sql", "hs", "haskell", "elm", "ada", "adb", "ads", "vhd", "vhdl"]],
  [semicolon, ["lisp", "el", "clj", "cljs", "clojure", "scm", "rkt", "asm", "s", "ini"]],
  [percent, ["erl", "erlang", "pro"]],
  [slashes, ["scss", "less", "php", "proto", "proto3", "zig", "groovy", "gradle", "v", "sv"]],
  [slashes, ["sol", "d", "m", "mm", "objective-c", "objective-cpp", "fs", "fsharp", "glsl"]],
  [slashes, ["wgsl", "hlsl", "cu", "tf", "hcl", "jsonc", "json5", "ino"]],
  [blocksOnly, ["css"]],
];

const byName = new Map(
  families.flatMap(([lexis, names]) => names.map((name) => [name, lexis] as const)),
);

/** How a language looks on one line, by the end of a file's name or by its identifier. */
export function plainLexisOf(name: string): Lexis | undefined {
  return byName.get(name);
}
