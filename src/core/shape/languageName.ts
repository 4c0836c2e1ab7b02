/** The ends of files' names of languages whose identifiers in editors are others. */
const extensions: Readonly<Record<string, string>> = {
  typescript: "ts",
  typescriptreact: "tsx",
  javascript: "js",
  javascriptreact: "jsx",
  python: "py",
  rust: "rs",
  csharp: "cs",
  kotlin: "kt",
  cuda: "cu",
};

/**
 * What a language is looked up by: the end of the file's name, all of the name where it has no dot, or, for a document that has no
 * file yet, what its identifier stands for. Lower case.
 *
 * Worked example: `src/a.TS` is `ts`, `Makefile` is `makefile`, and `Untitled-1` as `typescriptreact` is `tsx`.
 */
export function languageName(path: string, languageId?: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const dot = name.lastIndexOf(".");
  if (dot > 0) return name.slice(dot + 1);
  if (languageId === undefined || languageId === "plaintext") return name;
  return Object.hasOwn(extensions, languageId) ? (extensions[languageId] ?? name) : languageId;
}
