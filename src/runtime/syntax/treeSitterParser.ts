import { Edit, Parser, type Language, type Tree, type TreeCursor } from "web-tree-sitter";
import type { SyntaxBlock, SyntaxFault, SyntaxParser } from "../../core/constrain/syntaxPort";
import { invariant } from "../../core/errors";
import { blocksOf } from "./treeBlocks";
import { textEdit } from "./textEdit";

/**
 * One language's parser. A text is parsed as a change of the one that was remembered, so that the cost is that of what differs.
 *
 * Measured on a TypeScript file of 1,165 lines (44,000 characters) on one core of an AMD EPYC (Zen 3): 9 to 25 ms for the whole
 * text, 0.3 to 3 ms for the same text with a few words more.
 */
export class TreeSitterParser implements SyntaxParser {
  readonly #parser = new Parser();
  #text = "";
  #tree: Tree | undefined;

  readonly #onBroken: (error: unknown) => void;
  #isBroken = false;

  /** @param onBroken told once, with the reason, when the parser cannot be used any more */
  constructor(language: Language, onBroken: (error: unknown) => void) {
    this.#parser.setLanguage(language);
    this.#onBroken = onBroken;
  }

  remember(text: string): void {
    this.#guarded(undefined, () => {
      this.#remember(text);
    });
  }

  faults(text: string, start: number, end: number): readonly SyntaxFault[] {
    return this.#guarded([], () => this.#walk(text, (cursor) => faultsBelow(cursor, start, end)));
  }

  blocks(text: string, start: number, end: number): readonly SyntaxBlock[] {
    return this.#guarded([], () => this.#walk(text, (cursor) => blocksOf(cursor, start, end)));
  }

  /** What is broken in the engine's memory stays broken. */
  #guarded<Result>(otherwise: Result, work: () => Result): Result {
    if (this.#isBroken) return otherwise;
    try {
      return work();
    } catch (error) {
      this.#isBroken = true;
      this.#onBroken(error);
      return otherwise;
    }
  }

  #remember(text: string): void {
    if (this.#treeOf(text) !== undefined) return;
    const tree = this.#parse(text);
    this.#tree?.delete();
    this.#tree = tree;
    this.#text = text;
  }

  /** The remembered tree, if it is that of the text. */
  #treeOf(text: string): Tree | undefined {
    return this.#text === text ? this.#tree : undefined;
  }

  #walk<Result>(text: string, look: (cursor: TreeCursor) => Result): Result {
    const known = this.#treeOf(text);
    const tree = known ?? this.#parse(text);
    const cursor = tree.walk();
    try {
      return look(cursor);
    } finally {
      cursor.delete();
      if (known === undefined) tree.delete();
    }
  }

  #parse(text: string): Tree {
    const edited = this.#tree?.copy();
    const edit = edited && textEdit(this.#text, text);
    if (edit !== undefined) edited?.edit(new Edit(edit));
    try {
      const tree = this.#parser.parse(text, edited);
      invariant(tree !== null, "a parser with a language and without a limit makes a tree");
      return tree;
    } finally {
      edited?.delete();
    }
  }
}

/** The faults at and below the cursor's node that touch the stretch. What is inside of a fault is part of it. */
function faultsBelow(cursor: TreeCursor, start: number, end: number): SyntaxFault[] {
  const { startIndex, endIndex } = cursor;
  if (startIndex > end || endIndex < start) return [];
  const node = cursor.currentNode;
  if (node.isError || node.isMissing) return [{ start: startIndex, end: endIndex }];
  if (!node.hasError || !cursor.gotoFirstChild()) return [];
  const faults: SyntaxFault[] = [];
  do faults.push(...faultsBelow(cursor, start, end));
  while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return faults;
}
