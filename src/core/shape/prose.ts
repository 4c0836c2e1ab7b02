/** Languages of sentences, by the ends of files' names and by identifiers of editors. */
const names = new Set([
  ...["md", "markdown", "mdx", "qmd", "quarto", "txt", "text", "plaintext", "rst"],
  ...["restructuredtext", "adoc", "asciidoc", "tex", "latex", "typ", "typst", "org"],
  ...["git-commit", "commit_editmsg", "scminput", "license", "readme", "changelog"],
]);

const markup = new Set(["html", "htm", "xhtml", "xml", "svg", "vue", "svelte", "astro"]);

export function isProse(language: string): boolean {
  return names.has(language);
}

/** Whether comments stand between `<!--` and `-->`. */
export function isMarkup(language: string): boolean {
  return markup.has(language);
}

/** Whether a text ends inside of a stretch of code, as Markdown marks it with three backquotes or tildes at a line's start. */
export function isInFence(text: string): boolean {
  let open: string | undefined;
  for (const [, fence = ""] of text.matchAll(/^ {0,3}(`{3,}|~{3,})(?=.*\n)/gm)) {
    if (open === undefined) open = fence;
    else if (fence.startsWith(open)) open = undefined;
  }
  return open !== undefined;
}

export function isInMarkupComment(text: string): boolean {
  return text.lastIndexOf("<!--") > text.lastIndexOf("-->");
}
