import { extensionOf } from "../../core/constrain/lexis";

/** The file of each grammar by the extensions of its language's files. */
const files: readonly (readonly [string, readonly string[]])[] = [
  ["tree-sitter-typescript.wasm", ["ts", "mts", "cts"]],
  ["tree-sitter-tsx.wasm", ["tsx"]],
  ["tree-sitter-javascript.wasm", ["js", "jsx", "mjs", "cjs"]],
  ["tree-sitter-python.wasm", ["py", "pyi"]],
  ["tree-sitter-go.wasm", ["go"]],
  ["tree-sitter-rust.wasm", ["rs"]],
  ["tree-sitter-java.wasm", ["java"]],
  ["tree-sitter-c.wasm", ["c"]],
  // A header may be either; C++ reads nearly all of C.
  ["tree-sitter-cpp.wasm", ["cc", "cpp", "cxx", "h", "hh", "hpp", "hxx"]],
  ["tree-sitter-json.wasm", ["json"]],
];

const byExtension = new Map(
  files.flatMap(([file, extensions]) => extensions.map((extension) => [extension, file] as const)),
);

/** The file that holds the grammar for a path, or `undefined` if there is none for its language. */
export function grammarOf(path: string): string | undefined {
  return byExtension.get(extensionOf(path));
}
