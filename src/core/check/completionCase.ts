import { ForetypeError } from "../errors";
import type { CompletionRequest } from "../complete/request";

/**
 * `line`: the cursor stands after the indentation and the rest of the line is expected. `mid`: the cursor stands inside
 * a word and the rest of the line is expected. `block`: two to six lines are expected. `anywhere`: the cursor stands between
 * any two characters and the rest of the line is expected.
 */
export type CaseKind = "line" | "mid" | "block" | "anywhere";

export const caseKinds: readonly CaseKind[] = ["line", "mid", "block", "anywhere"];

/** A place in real code where the text that its author wrote was taken out. One line of a cases file. */
export interface CompletionCase {
  readonly id: string;
  readonly kind: CaseKind;
  /** Path of the file, with forward slashes; it is part of the prompt. */
  readonly path: string;
  /** Name of the repository, where the model is to be told it. */
  readonly repository?: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly expected: string;
  /** What stood from the cursor on before the author began to change it; left out if nothing is known of that. */
  readonly earlier?: string;
  /** Other files of the project that may be drafted from; left out for none. */
  readonly texts?: readonly CaseText[];
}

/** Another file of a case's project. */
export interface CaseText {
  /** With forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What an editor would ask at the case's cursor. */
export function requestOf(completionCase: CompletionCase): CompletionRequest {
  return {
    documentId: completionCase.id,
    path: completionCase.path,
    ...(completionCase.repository !== undefined && { repository: completionCase.repository }),
    prefix: completionCase.prefix,
    suffix: completionCase.suffix,
    shape: completionCase.kind === "block" ? "block" : "line",
    ...(completionCase.earlier !== undefined && { earlier: completionCase.earlier }),
  };
}

/** The part of a completion that is compared: all of it for `block`, the first line for the other kinds. */
export function comparedText(kind: CaseKind, text: string): string {
  if (kind === "block") return text;
  const end = text.indexOf("\n");
  return end === -1 ? text : text.slice(0, end);
}

/**
 * Reads a cases file: one JSON object a line with `id kind path prefix suffix expected` and perhaps `repository`, `earlier` and
 * `texts`, a list of objects with `path text`; other fields and blank lines are passed over.
 *
 * @param name of the file, for messages
 * @throws user/bad-argument naming the line that is wrong, or if there is no case
 */
export function parseCases(text: string, name: string): readonly CompletionCase[] {
  const cases: CompletionCase[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() !== "") cases.push(parseCase(line, `${name}:${String(index + 1)}`));
  }
  if (cases.length === 0) {
    throw new ForetypeError(
      "user/bad-argument",
      `${name} holds no case. Write some with "foretype cut".`,
    );
  }
  return cases;
}

function parseCase(line: string, where: string): CompletionCase {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new ForetypeError("user/bad-argument", `${where} is not JSON. Write one object a line.`, {
      cause,
    });
  }
  const fields = fieldsOf(value);
  const kind = caseKinds.find((known) => known === fields.get("kind"));
  if (kind === undefined) {
    throw new ForetypeError(
      "user/bad-argument",
      `${where}: "kind" must be one of ${caseKinds.join(", ")}.`,
    );
  }
  const textOf = (name: string): string => textField(fields, name, where);
  return {
    id: textOf("id"),
    kind,
    path: textOf("path"),
    ...(fields.has("repository") && { repository: textOf("repository") }),
    prefix: textOf("prefix"),
    suffix: textOf("suffix"),
    expected: textOf("expected"),
    ...(fields.has("earlier") && { earlier: textOf("earlier") }),
    ...(fields.has("texts") && { texts: parseTexts(fields.get("texts"), where) }),
  };
}

function parseTexts(value: unknown, where: string): readonly CaseText[] {
  if (!Array.isArray(value)) {
    throw new ForetypeError("user/bad-argument", `${where}: "texts" must be a list.`);
  }
  return value.map((entry: unknown) => {
    const fields = fieldsOf(entry);
    return {
      path: textField(fields, "path", `${where}, "texts"`),
      text: textField(fields, "text", `${where}, "texts"`),
    };
  });
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(
    typeof value === "object" && value !== null ? Object.entries(value) : [],
  );
}

function textField(fields: ReadonlyMap<string, unknown>, name: string, where: string): string {
  const field = fields.get(name);
  if (typeof field === "string") return field;
  throw new ForetypeError("user/bad-argument", `${where}: "${name}" must be a text.`);
}
