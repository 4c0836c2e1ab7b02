import { declarationAt } from "../../core/context/cutChunk";
import { namesNear } from "../../core/context/namesNear";
import { learnableText } from "../learn/learnableText";
import type { Subscription } from "../../protocol/channel";
import type { Timers } from "../timers";
import type { ContextDocument } from "./contextDocument";

/** A cursor that has not moved for so long rests. */
export const restMs = 400;

/** All questions of one rest together take no longer. */
export const budgetMs = 500;

/** Names that are asked about in one rest. */
const mostNames = 6;

const mostLines = 24;

/** Nearer than this the window shows a definition anyway. */
const nearLines = 40;

/** Where something is defined. */
export interface FoundDefinition {
  readonly document: ContextDocument;
  /** Counts from 0. */
  readonly first: number;
  /** The last line of the declaration, where it is known. */
  readonly last?: number | undefined;
}

/** What a language server is asked. */
export interface DefinitionPort {
  /**
   * Where the name at an offset is defined, or its type: only in documents that may be shown. Rejects if there is no answer.
   *
   * @param offset in UTF-16 units, of a name's first character
   */
  find(
    documentId: string,
    offset: number,
    what: "definition" | "type",
  ): Promise<readonly FoundDefinition[]>;
}

/** A cursor that rests. */
export interface RestingCursor {
  readonly documentId: string;
  /** Of the cursor, counted from 0. */
  readonly line: number;
  /** The whole document up to the cursor, as it is. */
  readonly prefix: () => string;
}

export interface DefinitionSearchParts {
  readonly port: DefinitionPort;
  readonly timers: Timers;
  /** UTF-16 units that a definition may have; 0 if none is wanted. */
  readonly mostUnits: () => number;
  /** Given the document that a definition is from, and its lines. */
  readonly onFound: (document: ContextDocument, text: string) => void;
}

/**
 * Finds out what the names near the cursor mean, while the cursor rests and within a time: a request never waits for it. Each name of a
 * document is asked about once, until the document is shown or saved again.
 */
export class DefinitionSearch {
  readonly #parts: DefinitionSearchParts;
  #rest: Subscription | undefined;
  /** Counts the rests, so that one that is over is known to be. */
  #current = 0;
  #documentId = "";
  readonly #asked = new Set<string>();

  constructor(parts: DefinitionSearchParts) {
    this.#parts = parts;
  }

  /** The cursor is there now. */
  moved(cursor: RestingCursor): void {
    this.stop();
    if (cursor.documentId !== this.#documentId) this.startOver();
    this.#documentId = cursor.documentId;
    if (this.#parts.mostUnits() === 0) return;
    this.#rest = this.#parts.timers.after(restMs, () => {
      this.#rest = undefined;
      void this.#search(cursor);
    });
  }

  /** Definitions may have changed. */
  startOver(): void {
    this.#asked.clear();
  }

  stop(): void {
    this.#rest?.dispose();
    this.#rest = undefined;
    this.#current++;
  }

  async #search(cursor: RestingCursor): Promise<void> {
    const rest = this.#current;
    const { timers } = this.#parts;
    const endMs = timers.now() + budgetMs;
    const names = namesNear(cursor.prefix()).filter(({ name }) => !this.#asked.has(name));
    for (const { name, offset } of names.slice(0, mostNames)) {
      const leftMs = endMs - timers.now();
      if (leftMs <= 0) return;
      // What goes wrong in a language server costs its definitions, and no more.
      const meaning = this.#meaningAt(cursor, offset).catch(() => []);
      const found = await this.#within(leftMs, meaning);
      if (rest !== this.#current) return;
      // It may be known when there is more time.
      if (found === "late") return;
      this.#asked.add(name);
      for (const definition of found) this.#tell(definition);
    }
  }

  /** The definition, or that of its type where it stands near the cursor: then it is seen already, and what it is may not be. */
  async #meaningAt(
    { documentId, line }: RestingCursor,
    offset: number,
  ): Promise<readonly FoundDefinition[]> {
    const { port } = this.#parts;
    const isNear = ({ document, first }: FoundDefinition): boolean =>
      document.id === documentId && Math.abs(first - line) <= nearLines;
    const defined = await port.find(documentId, offset, "definition");
    if (!defined.some(isNear)) return defined.slice(0, 1);
    const types = await port.find(documentId, offset, "type");
    return types.filter((type) => !isNear(type)).slice(0, 1);
  }

  #tell({ document, first, last }: FoundDefinition): void {
    const { mostUnits, onFound } = this.#parts;
    const text = document.text().replaceAll("\r\n", "\n");
    const size = { mostLines, mostUnits: mostUnits() };
    const declaration = learnableText(declarationAt(text, { first, last }, size));
    if (declaration !== undefined) onFound(document, declaration);
  }

  /** What a promise comes to, or "late". */
  async #within<Result>(ms: number, result: Promise<Result>): Promise<Result | "late"> {
    let alarm: Subscription | undefined;
    const late = new Promise<"late">((resolve) => {
      alarm = this.#parts.timers.after(ms, () => {
        resolve("late");
      });
    });
    try {
      return await Promise.race([result, late]);
    } finally {
      alarm?.dispose();
    }
  }
}
