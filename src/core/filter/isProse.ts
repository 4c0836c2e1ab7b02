import { extensionOf } from "../constrain/lexis";

const extensions: ReadonlySet<string> = new Set(
  "md mdx markdown mdc rst adoc txt tex qmd rmd org".split(" "),
);

/** Whether a file holds text for people, in which fences, paths and indentation have their own ways. */
export function isProse(path: string): boolean {
  return extensions.has(extensionOf(path));
}
