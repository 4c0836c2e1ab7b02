/** How a line becomes a comment. */
export interface CommentStyle {
  readonly open: string;
  /** Empty where a comment ends with its line. */
  readonly close: string;
}

const slashes: CommentStyle = { open: "//", close: "" };
const hash: CommentStyle = { open: "#", close: "" };
const dashes: CommentStyle = { open: "--", close: "" };
const semicolons: CommentStyle = { open: ";;", close: "" };
const percent: CommentStyle = { open: "%", close: "" };
const block: CommentStyle = { open: "/*", close: "*/" };
const markup: CommentStyle = { open: "<!--", close: "-->" };

/** By the ending of a file's name, or its whole name, in lower case. What is not here has slashes, as most languages do. */
const styles: ReadonlyMap<string, CommentStyle> = new Map([
  ...endings(
    "py pyi rb sh bash zsh fish yml yaml toml r pl pm jl ex exs nim tcl ps1 cmake conf",
    hash,
  ),
  ...endings("dockerfile makefile mk gemfile rakefile gitignore properties coffee tf", hash),
  ...endings("sql lua hs elm ada vhdl", dashes),
  ...endings("clj cljs el lisp scm rkt", semicolons),
  ...endings("tex erl hrl m", percent),
  ...endings("css c h", block),
  ...endings("html htm xml svg vue md markdown", markup),
]);

/** How comments are written in a file, by its name. */
export function commentStyleOf(path: string): CommentStyle {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return styles.get(name.slice(name.lastIndexOf(".") + 1)) ?? slashes;
}

function endings(names: string, style: CommentStyle): [string, CommentStyle][] {
  return names.split(" ").map((name) => [name, style]);
}
