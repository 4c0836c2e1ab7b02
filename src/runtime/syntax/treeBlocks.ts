import type { TreeCursor } from "web-tree-sitter";
import type { SyntaxBlock, SyntaxStretch } from "../../core/constrain/syntaxPort";

/**
 * Nodes whose children stand one after the other, as the ten grammars call them: whole files, blocks, bodies of types,
 * and objects and arrays of JSON and JavaScript.
 */
const blockTypes = new Set([
  ...["program", "module", "source_file", "translation_unit", "document"],
  ...["statement_block", "block", "statement_list", "compound_statement", "constructor_body"],
  ...["class_body", "interface_body", "enum_body", "annotation_type_body"],
  ...["enum_body_declarations", "declaration_list", "field_declaration_list"],
  ...["enum_variant_list", "enumerator_list", "object", "array"],
  ...["switch_body", "switch_block", "match_block"],
  ...["preproc_if", "preproc_ifdef", "preproc_else", "preproc_elif"],
]);

interface OpenBlock extends SyntaxBlock {
  readonly statements: SyntaxStretch[];
  hasOthers: boolean;
  readonly depth: number;
}

/**
 * The blocks below the cursor's node that touch the stretch, each before those inside of it. Without recursion: an expression may
 * be nested deeper than the stack is.
 *
 * @param cursor at the root of its tree, and again there afterwards
 */
export function blocksOf(cursor: TreeCursor, start: number, end: number): SyntaxBlock[] {
  const blocks: OpenBlock[] = [];
  /** Those that the cursor's node is in, the innermost last. */
  const open: OpenBlock[] = [];
  let depth = 0;
  for (;;) {
    const { startIndex, endIndex } = cursor;
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    const touches = startIndex <= end && endIndex >= start;
    const parent = open.at(-1);
    // Of statements outside the stretch the first says all, and to ask what a node is makes one.
    const isWanted = parent?.depth === depth - 1 && (touches || !parent.hasOthers);
    if (isWanted && isStatement(cursor)) {
      if (touches) parent.statements.push({ start: startIndex, end: endIndex });
      else parent.hasOthers = true;
    }
    if (touches && isBlock(cursor)) {
      const block = { start: startIndex, end: endIndex, statements: [], hasOthers: false, depth };
      blocks.push(block);
      open.push(block);
    }
    if (touches && cursor.gotoFirstChild()) {
      depth++;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return blocks.map(withoutDepth);
      depth--;
    }
  }
}

/** Whether it stands for itself: names it, as braces and semicolons do not, and is no comment. */
function isStatement(cursor: TreeCursor): boolean {
  if (!cursor.nodeIsNamed) return false;
  const node = cursor.currentNode;
  return node.isError || !node.isExtra;
}

function isBlock(cursor: TreeCursor): boolean {
  if (!cursor.nodeIsNamed || !blockTypes.has(cursor.nodeType)) return false;
  return cursor.nodeType !== "block" || !holdsList(cursor);
}

/** Go's block holds a list, and that has the statements. */
function holdsList(cursor: TreeCursor): boolean {
  return cursor.currentNode.namedChildren.some((child) => child.type === "statement_list");
}

function withoutDepth({ start, end, statements, hasOthers }: OpenBlock): SyntaxBlock {
  return { start, end, statements, hasOthers };
}
