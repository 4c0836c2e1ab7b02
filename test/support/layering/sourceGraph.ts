import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** One import, wherever in a file it stands. */
export interface SourceImport {
  /** A file of the graph, such as `core/errors.ts`, or a package's name as it is written. */
  readonly target: string;
  /** Nothing of it is left at run time. */
  readonly isTypeOnly: boolean;
}

/** What every file imports. Files are relative to the source folder, with forward slashes. */
export type SourceGraph = ReadonlyMap<string, readonly SourceImport[]>;

/**
 * Reads the imports of `files` in `folder`. Unlike a bundle's metafile it knows imports of types too.
 *
 * @param files relative to `folder`, with forward slashes
 */
export function readSourceGraph(folder: string, files: readonly string[]): SourceGraph {
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const text = readFileSync(path.join(folder, file), "utf8");
      const imports = importsOf(file, text).map((found) => resolve(file, found, known));
      return [file, imports];
    }),
  );
}

/** Imports of one file with their targets as written. */
export function importsOf(file: string, text: string): readonly SourceImport[] {
  const found: SourceImport[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023);
  const visit = (node: ts.Node): void => {
    const target = targetOf(node);
    if (target !== undefined) found.push({ target: target.text, isTypeOnly: isTypeOnly(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The module that a node names: `import`, `export from`, `import()` and `import("x").Type`. */
function targetOf(node: ts.Node): ts.StringLiteral | undefined {
  let target: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) target = node.moduleSpecifier;
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    target = node.argument.literal;
  } else if (ts.isCallExpression(node) && isImporter(node.expression)) target = node.arguments[0];
  return target !== undefined && ts.isStringLiteral(target) ? target : undefined;
}

function isImporter(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(callee) && callee.text === "require")
  );
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || node.importClause === undefined) return false;
  const { phaseModifier, name, namedBindings } = node.importClause;
  if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

function resolve(from: string, found: SourceImport, known: ReadonlySet<string>): SourceImport {
  if (!found.target.startsWith(".")) return found;
  const base = path.posix.join(path.posix.dirname(from), found.target);
  const target = [base, `${base}.ts`, `${base}/index.ts`].find((file) => known.has(file));
  return { ...found, target: target ?? base };
}
