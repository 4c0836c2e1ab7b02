import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { ForetypeError } from "../../core/errors";

/** A file that a programmer wrote. */
export interface SourceFile {
  /** Relative to the folder that was searched, with forward slashes. */
  readonly path: string;
  /** Lines end with a line feed, whatever the file says. */
  readonly text: string;
}

/** Folders of things that nobody types: dependencies and what builds leave. Folders whose name starts with a dot too. */
const skippedFolders: ReadonlySet<string> = new Set(
  "node_modules bower_components vendor dist build out target coverage __pycache__ venv".split(" "),
);

const sourceExtensions: ReadonlySet<string> = new Set(
  (
    "ts tsx mts cts js jsx mjs cjs vue svelte py pyi rb php pl lua r jl go rs zig c h cc cpp cxx hh hpp m mm cs java kt " +
    "kts scala groovy swift dart ex exs erl hs ml mli fs clj cljs lisp el sh bash ps1 sql css scss less html"
  ).split(" "),
);

/** A file longer than this is data or generated. */
const maxFileBytes = 256 * 1024;
/** A line longer than this was not typed: the file is minified or holds data. */
const maxLineLength = 1000;

/**
 * All source files in `folder` and below, in an order that does not depend on the machine. Links are not followed;
 * binary, minified and huge files are left out.
 *
 * @throws user/bad-argument if `folder` is not a folder
 */
export async function sourceFiles(folder: string): Promise<readonly SourceFile[]> {
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    throw new ForetypeError(
      "user/bad-argument",
      `${folder} is not a folder. Name a folder of source.`,
    );
  }
  const files: SourceFile[] = [];
  for (const name of await sourcePaths(folder, "")) {
    const text = sourceText(await readFile(path.join(folder, name)));
    if (text !== undefined) files.push({ path: name, text });
  }
  return files;
}

async function sourcePaths(folder: string, inner: string): Promise<string[]> {
  const paths: string[] = [];
  const entries = await readdir(path.join(folder, inner), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const name = inner === "" ? entry.name : `${inner}/${entry.name}`;
    if (entry.isDirectory()) {
      const isSkipped = entry.name.startsWith(".") || skippedFolders.has(entry.name);
      if (!isSkipped) paths.push(...(await sourcePaths(folder, name)));
    } else if (entry.isFile() && sourceExtensions.has(extensionOf(entry.name))) {
      paths.push(name);
    }
  }
  return paths;
}

function extensionOf(name: string): string {
  return path.extname(name).slice(1).toLowerCase();
}

/** The text of a file that a programmer wrote, or `undefined` for any other file. */
export function sourceText(bytes: Uint8Array): string | undefined {
  if (bytes.length > maxFileBytes || bytes.includes(0)) return undefined;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8, so not a text that this program can cut.
    return undefined;
  }
  text = text.replaceAll("\r\n", "\n");
  const isTyped = text.split("\n").every((line) => line.length <= maxLineLength);
  return isTyped ? text : undefined;
}
