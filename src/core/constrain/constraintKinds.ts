import { ForetypeError } from "../errors";
import { brackets } from "./brackets";
import { indentation } from "./indentation";
import { singleLine } from "./singleLine";
import { syntax } from "./syntax";
import type { SyntaxSource } from "./syntaxPort";
import type { TextPlace } from "./textPlace";
import type { TextRule } from "./textRule";

/** What rules are made from beside the text. */
export interface RuleSources {
  /** Left out where syntax cannot be checked. */
  readonly syntax?: SyntaxSource | undefined;
}

/** A named constraint. The setting, the command line and the completer read one registry of these. */
export interface ConstraintKind {
  /** As written in settings and on the command line. */
  readonly id: string;
  readonly title: string;
  /** One line: what it keeps out. */
  readonly description: string;
  /** Its rule at a cursor; `undefined` where it has nothing to say. */
  createRule(place: TextPlace, sources: RuleSources): Promise<TextRule | undefined>;
}

/** Every constraint there is, those that cost least first: that is the order in which they are asked. */
export const constraintKinds: readonly ConstraintKind[] = [
  {
    id: "single-line",
    title: "Single line",
    description: "No line break before the end of the text.",
    createRule: () => Promise.resolve(singleLine),
  },
  {
    id: "brackets",
    title: "Brackets and quotes",
    description: "No closer that the text behind the cursor has, and no quote left open.",
    createRule: (place) => Promise.resolve(brackets(place)),
  },
  {
    id: "indentation",
    title: "Indentation",
    description: "New lines are indented in the document's style, and not less than the cursor's.",
    createRule: (place) => Promise.resolve(indentation(place)),
  },
  {
    id: "syntax",
    title: "Syntax",
    description: "No new error of syntax at the end of the text, by the language's grammar.",
    createRule: createSyntax,
  },
];

async function createSyntax(place: TextPlace, sources: RuleSources): Promise<TextRule | undefined> {
  const parser = await sources.syntax?.parserFor(place.path);
  return parser && syntax(place, parser);
}

/**
 * The kinds with these ids, in the registry's order, each once.
 *
 * @throws user/bad-argument naming the ids there are, for one that is none of them
 */
export function findConstraintKinds(ids: readonly string[]): readonly ConstraintKind[] {
  const unknown = ids.find((id) => !constraintKinds.some((kind) => kind.id === id));
  if (unknown === undefined) return constraintKinds.filter((kind) => ids.includes(kind.id));
  const known = constraintKinds.map((kind) => kind.id).join(", ");
  throw new ForetypeError(
    "user/bad-argument",
    `there is no constraint "${unknown}"; choose some of: ${known}`,
  );
}
