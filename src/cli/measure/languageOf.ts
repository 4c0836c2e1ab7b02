import path from "node:path";

const languages: readonly { readonly name: string; readonly extensions: readonly string[] }[] = [
  { name: "TypeScript", extensions: [".ts", ".tsx", ".mts", ".cts"] },
  { name: "JavaScript", extensions: [".js", ".jsx", ".mjs", ".cjs"] },
  { name: "Python", extensions: [".py", ".pyi"] },
];

const other = "other";

/** Names of the languages that are told apart, in the order of reports. */
export const languageNames: readonly string[] = [...languages.map(({ name }) => name), other];

/** The language of a file by its extension: one that the embedded model knows, or "other". */
export function languageOf(file: string): string {
  const extension = path.extname(file).toLowerCase();
  return languages.find(({ extensions }) => extensions.includes(extension))?.name ?? other;
}
