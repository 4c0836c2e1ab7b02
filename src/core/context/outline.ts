import { container, outlineRulesOf, type OutlineRules } from "./outlineRules";

/** A statement of a document that says what there is to use. */
export interface OutlineEntry {
  readonly kind: "import" | "declaration";
  /** What it declares; empty for an import. */
  readonly name: string;
  /** On one line, with its indentation, without what is in its block. */
  readonly text: string;
  /** Characters before it in its line. */
  readonly indentation: number;
  /** The line that it begins in, counted from 0. */
  readonly line: number;
}

/** A declaration with more is data. */
const mostLines = 12;
const longestLine = 300;

/**
 * The imports and declarations of a document by rules that look at lines: cheap, and right often enough for text that is only shown to a
 * model. Declarations inside of functions are left out, for they cannot be used elsewhere.
 *
 * @param path by its ending the language is known; one that is not known has no outline
 * @param isInside whether the text begins inside of something, so that what is indented may belong to it
 */
export function outlineOf(path: string, text: string, isInside = false): readonly OutlineEntry[] {
  const rules = outlineRulesOf(path);
  if (rules === undefined) return [];
  const lines = text.split("\n");
  const entries: OutlineEntry[] = [];
  /** What the line is inside of, the innermost last. */
  let around = isInside ? [{ indentation: -1, isContainer: true }] : [];
  for (let line = 0; line < lines.length; line++) {
    const first = lines[line] ?? "";
    const kind = kindOf(first, rules);
    if (kind === undefined) continue;
    const indentation = first.length - first.trimStart().length;
    const statement = statementAt(lines, line, kind.isImport ? /[([{]/g : /[([]/g);
    if (statement === undefined || !kind.fits(statement.text)) continue;
    around = around.filter((outer) => outer.indentation < indentation);
    const isUsable = indentation === 0 || (around.at(-1)?.isContainer ?? false);
    if (isUsable) {
      const { name } = kind;
      const text = first.slice(0, indentation) + statement.text;
      entries.push({
        kind: kind.isImport ? "import" : "declaration",
        name,
        text,
        indentation,
        line,
      });
    }
    around.push({ indentation, isContainer: container.test(first) });
    line = statement.last;
  }
  return entries;
}

/**
 * The entries as code in which every block that is not shown is `...`.
 *
 * Worked example: a class with one method, of which the method's entry is shown too, is `class A {`, `  run(): void { ... }` and `}`.
 */
export function outlineText(path: string, entries: readonly OutlineEntry[]): string {
  const closer = outlineRulesOf(path)?.closer ?? "";
  const lines: string[] = [];
  const open: string[] = [];
  const closeTo = (indentation: number): void => {
    while (open.length > 0 && (open.at(-1) ?? "").length >= indentation) {
      const blank = open.pop() ?? "";
      if (closer !== "") lines.push(blank + closer);
    }
  };
  for (const [index, { text, indentation, kind }] of entries.entries()) {
    closeTo(indentation);
    const next = entries[index + 1];
    const holdsNext =
      kind === "declaration" && next !== undefined && next.indentation > indentation;
    if (holdsNext) open.push(text.slice(0, indentation));
    lines.push(holdsNext || kind === "import" ? text : withoutBlock(text, closer));
  }
  closeTo(0);
  return lines.map((line) => `${line}\n`).join("");
}

function withoutBlock(text: string, closer: string): string {
  if (closer === "}") return text.endsWith("{") ? `${text} ... }` : text;
  if (closer === "") return text.endsWith(":") ? `${text} ...` : text;
  return `${text} ... ${closer}`;
}

interface StatementKind {
  readonly isImport: boolean;
  readonly name: string;
  readonly fits: (statement: string) => boolean;
}

function kindOf(line: string, rules: OutlineRules): StatementKind | undefined {
  if (line.length > longestLine) return undefined;
  if (rules.imports.test(line)) return { isImport: true, name: "", fits: () => true };
  for (const { begins, whole } of rules.declarations) {
    const found = begins.exec(line);
    if (found === null) continue;
    const name = found.groups?.["name"] ?? "";
    return { isImport: false, name, fits: (statement) => whole?.test(statement) ?? true };
  }
  return undefined;
}

/** The statement on one line, up to where the brackets that it opens are closed; `undefined` if that is nowhere near. */
function statementAt(
  lines: readonly string[],
  first: number,
  openers: RegExp,
): { readonly text: string; readonly last: number } | undefined {
  const closers = openers.source.includes("{") ? /[)\]}]/g : /[)\]]/g;
  let depth = 0;
  let text = "";
  for (let index = first; index < Math.min(lines.length, first + mostLines); index++) {
    const line = (lines[index] ?? "").trim();
    depth += (line.match(openers)?.length ?? 0) - (line.match(closers)?.length ?? 0);
    text += (text === "" || /[([]$/.test(text) || /^[)\]]/.test(line) ? "" : " ") + line;
    if (text.length > longestLine) return undefined;
    if (depth <= 0) return { text: text.replace(/,(\s?[)\]}])/g, "$1"), last: index };
  }
  return undefined;
}
